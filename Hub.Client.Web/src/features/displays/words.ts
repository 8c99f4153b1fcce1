// Screens.
import type { Words } from "$lib/words/words.svelte";

export const displayWords = {
  tablet: ["平板", "Tablet"],
  offset: ["账本序号", "Ledger offset"],
  screens: ["屏幕", "Screens"],
  node: ["节点", "Node"],
  heard: ["最近听到", "Last heard"],
  ago: ["秒前", "s ago"],
  shows: ["画面", "Shows"],
  confirmed: ["最近确认", "Confirmed"],
  noScreens: ["没有大屏或平板连接。", "No wall and no tablet is connected."],
  screensHint: [
    "每块屏幕都要确认显示了收到的画面，至少每几秒一次；迟迟不确认的排在最前。手机只计数。",
    "Each screen confirms every few seconds that it shows what it was sent; those that do not come first. " +
      "Phones are only counted.",
  ],
  noBadge: ["没有徽章", "no badge"],
  nodeOk: ["正常", "OK"],
  nodeDraining: ["正在退出", "Draining"],
  nodeBehind: ["数据库不通", "Database not reached"],
  nodeDiffers: ["与其他节点不一致", "Differs from the others"],
  nodeDamaged: ["账本已损坏", "A ledger is damaged"],
  nodeUnwritable: ["写不进去（磁盘已满？）", "Cannot be written (disk full?)"],
  plainHttp: [
    "有人不经 https 使用本系统：徽章和通行证可能在网络上被读取。请改用 https；若前面的代理已用 https，请在 " +
      "ForwardedHeaders:KnownProxies 中写明该代理。",
    "Somebody uses this hub over plain http: badges and passes can be read on the network. Use https; where a proxy " +
      "does so already, name it in ForwardedHeaders:KnownProxies.",
  ],
  turnedAway: ["十分钟内被拒绝", "Turned away in 10 minutes"],
  awayGuessed: ["错误的密钥", "wrong codes"],
  awayRevoked: ["已收回的徽章", "revoked badges"],
  awayLimited: ["请求过快", "too fast"],
  awayForbidden: ["无权操作", "not allowed"],
  awayMalformed: ["无法读取", "unreadable"],
  awayFailed: ["服务器出错", "failures"],
  nodeClock: ["时钟可疑", "Clock in doubt"],
  clockStop: ["。", ". "],
  clockShows: ["本机时钟显示", "its clock shows"],
  clockElapsed: ["按经过的时间应为", "By the time that has passed it is"],
  clockStore: ["数据库的时钟显示", "The database's clock shows"],
  clockLedger: ["账本的最后一条记于", "The ledger's last fact is of"],
  clockMaking: ["这个版本写于", "This hub was written after"],
  clockHint: [
    "在确认之前，什么也不记录，什么也不删除；屏幕照常显示，平板上的内容不会丢。" +
      "时钟错了就校准这台机器，hub 会自己继续；没有错就在这里确认。",
    "Until somebody says which is right nothing is recorded and nothing erased; screens go on, and tablets keep what " +
      "they have. Set the machine's clock if it is wrong: the hub goes on by itself. If it is right, say so here.",
  ],
  clockRight: ["时钟没错，现在是", "It is right: it is"],
  clockSure: ["从这个时间继续记录？请先对照手机或手表。", "Go on from this time? Look at a phone or a watch first."],
  redisUp: ["正常", "up"],
  redisAway: ["断开", "away"],
  redisRefused: ["被拒绝", "refuses"],
  redisNone: ["无（单节点）", "none (one node)"],
  failing: ["正在重试的后台工作", "Fails, and is tried again"],
  screenOk: ["正常", "OK"],
  screenBehind: ["落后", "Behind"],
  screenSilent: ["无响应", "Silent"],
  screenAway: ["没有连接", "Not connected"],
} satisfies Words;

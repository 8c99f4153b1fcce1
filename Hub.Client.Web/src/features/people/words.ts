// One's own data.
import type { Words } from "$lib/words/words.svelte";

export const peopleWords = {
  myQueues: ["我的排队", "My queues"],
  myIntentions: ["我的意向", "My intentions"],
  noTickets: ["还没有排队。在单位页面点“取号排队”。", 'You are in no queue. Choose an employer and "Join the queue".'],
  noIntentions: [
    "还没有意向。在单位页面点“感兴趣”，不排队也可以。",
    'None yet. Choose an employer and "Interested"; you need not queue.',
  ],
  contactData: ["我的资料", "My data"],
  contactHint: [
    "只存在主办方服务器上。不勾选授权，任何单位都看不到。",
    "It lies on the organizer's server only. No employer sees any of it unless you tick it for them.",
  ],
  erasedOn: ["自动删除日期", "Erased by itself on"],
  exportMine: ["导出我的全部数据", "Export all my data"],
  eraseMine: ["删除我的全部数据", "Erase all my data"],
  eraseSure: ["确定删除？不能恢复", "Erase? This cannot be undone"],
  eraseHint: [
    "资料、备注和授权全部删除，排队退出，通行证作废。展会统计只留下人数。",
    "Your data, notes about you and consents are erased, you leave all queues, and the pass ends. Only head " +
      "counts stay.",
  ],
  erasedDone: ["您的数据已全部删除。", "All your data is erased."],
  notifyMe: ["快到我时提醒", "Tell me when it is nearly my turn"],
  notifyOff: ["浏览器没有允许通知：请留意本页面。", "The browser allows no notices: keep an eye on this page."],
  notifyOn: [
    "会用振动和通知提醒您，请不要关闭此页面。",
    "You will be told by vibration and a notice; keep this page open.",
  ],
  privacy: ["个人信息", "Personal data"],
  retentionHint: [
    "招聘会结束后，求职者资料和备注按期限自动删除；统计数字保留。",
    "After the fair, visitors' data and notes about them are erased by themselves; the counts stay.",
  ],
  asked: [
    "已提交。需要另一位组织者确认的，见页首。",
    "Sent. What another organizer has to confirm stands at the top of this page.",
  ],
  fairEnds: ["结束日期", "The fair ends on"],
  keepDays: ["之后保留天数", "Days kept after it"],
  storedPeople: ["保存的资料", "People stored"],
  storedNotes: ["备注", "Notes"],
  erasePass: ["按通行证删除个人数据", "Erase a visitor by pass"],
  erase: ["删除", "Erase"],
} satisfies Words;

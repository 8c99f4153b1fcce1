// Short names for the shapes of the server's OpenAPI document. `npm run contract` makes them; see the README.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Fair = Schemas["FairInfo"];
export type Problem = Schemas["ProblemDetails"];
export type Frame = Schemas["Frame"];
export type Notice = Schemas["Notice"];

export type FloorRow = Schemas["FloorRow"];
export type TotalsRow = Schemas["TotalsRow"];
export type ClusterRow = Schemas["ClusterRow"];
export type HallRow = Schemas["HallRow"];
export type TrafficRow = Schemas["TrafficRow"];
export type HereRow = Schemas["HereRow"];
export type QueueRow = Schemas["QueueRow"];
export type DeskInfo = QueueRow["desks"][number];
export type LineRow = Schemas["LineRow"];
export type LineInfo = Schemas["LineInfo"];
export type TicketRow = Schemas["TicketRow"];
export type MyIntentionRow = Schemas["MyIntentionRow"];
export type MyProfileRow = Schemas["MyProfileRow"];
export type LeadRow = Schemas["LeadRow"];
export type LeadInfo = Schemas["LeadInfo"];
export type IntentionRow = Schemas["IntentionRow"];
export type TickRow = Schemas["TickRow"];
export type RetentionRow = Schemas["RetentionRow"];
export type ConsentText = Schemas["ConsentText"];
export type Past = MyIntentionRow["history"][number];
export type Answer = Schemas["Answer"];
export type Suggestion = Schemas["Suggestion"];
export type LeaderboardRow = Schemas["LeaderboardRow"];
export type ContestRow = Schemas["ContestRow"];
export type SignedRow = Schemas["SignedRow"];
export type PanelRow = Schemas["PanelRow"];
export type JudgeRow = Schemas["JudgeRow"];
export type SheetRow = Schemas["SheetRow"];
export type CorrectionRow = Schemas["CorrectionRow"];
export type AppealRow = Schemas["AppealRow"];
export type Moved = Schemas["Moved"];
export type Status = Schemas["Status"];
export type MarkRow = Schemas["MarkRow"];
export type BadgeRow = Schemas["BadgeRow"];
export type NodeRow = Schemas["NodeRow"];
export type ScreenRow = Schemas["ScreenRow"];
export type TabletRow = Schemas["TabletRow"];

export type OwnPass = Schemas["OwnPass"];
export type Visit = Schemas["RecordVisit"];
export type Mark = Schemas["MarkRequest"];
export type BadgeRequest = Schemas["BadgeRequest"];
export type IssuedBadge = Schemas["IssuedBadge"];

export type EmployerPage = Schemas["EmployerPage"];
export type Found = Schemas["Found"];
export type RosterKind = Schemas["RosterKind"];
export type ImportReport = Schemas["ImportReport"];
export type Criterion = Schemas["CriterionInfo"];
export type Value = Schemas["Value"];
export type ExplainRow = Schemas["ExplainRow"];
export type Contest = Schemas["ContestPage"];
export type ContestInfo = Schemas["ContestInfo"];
export type Example = Schemas["ExampleInfo"];
export type SchemeReport = Schemas["SchemeReport"];
export type ContestantsReport = Schemas["ContestantsReport"];
export type RefusedRow = Schemas["RefusedRow"];

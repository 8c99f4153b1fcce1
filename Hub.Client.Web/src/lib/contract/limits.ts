/** How much the server's rules let into a field, which takes no more. The OpenAPI document does not say it yet. */
export const limits = {
  badgeLabel: 80,
  deskName: 8,
  deskLabel: 24,
  /** People. */
  queueCapacity: 500,
  /** Seconds. */
  queueGrace: 1_800,
  note: 500,
  /** Of a correction, an appeal and whatever else a contest writes down. */
  reason: 200,
  stations: 1_000,
  /** A mark that is measured without a limit has this one. */
  mark: 1_000_000_000,
  keepDays: 365,
} as const;

/** A picture of how many people stand at a booth. */
export const level = (here: number) => (here <= 2 ? "quiet" : here <= 6 ? "busy" : "crowded");

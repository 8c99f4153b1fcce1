// What a phone keeps of its own queues.

/** Whether this phone may have something to watch for: then pages look at its own board. */
export const queues = {
  get any() {
    return localStorage.getItem("hub-queues") === "1";
  },
  set any(yes: boolean) {
    localStorage.setItem("hub-queues", yes ? "1" : "");
  },
};

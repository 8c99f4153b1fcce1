// What a visitor does with the pass of this phone.
import { ask, patiently } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import { uuid } from "$lib/commands/uuid";

/** Asks under one id until there is an answer: the network may go in between, and nothing is done twice. */
export function act(fair: string, path: string, body: unknown, failed?: (e: unknown) => void, givenUp?: AbortSignal) {
  const id = uuid();
  return patiently(() => ask(fairPath(fair, path), { method: "POST", as: "visitor", id, body }), failed, givenUp);
}

/** Whether this phone may have something to watch for: then pages look at its own board. */
export const queues = {
  get any() {
    return localStorage.getItem("hub-queues") === "1";
  },
  set any(yes: boolean) {
    localStorage.setItem("hub-queues", yes ? "1" : "");
  },
};

/** Tells the person, as far as the browser lets it, also when they look elsewhere. */
export function tell(title: string, body: string) {
  navigator.vibrate?.([300, 150, 300, 150, 300]);
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  void navigator.serviceWorker?.getRegistration().then((worker) => {
    if (worker) return worker.showNotification(title, { body, tag: "hub-turn" });
    new Notification(title, { body, tag: "hub-turn" });
  });
}

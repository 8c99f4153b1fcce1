// How a phone tells its person that it is their turn, and which calls they have heard.

/** Calls that this phone's person has heard, on whichever page. */
export const heardCalls = (): string[] => JSON.parse(localStorage.getItem("hub-heard") ?? "[]");

export function hear(call: string): string[] {
  const heard = [...heardCalls(), call].slice(-10);
  localStorage.setItem("hub-heard", JSON.stringify(heard));
  return heard;
}

/** Tells the person, as far as the browser lets it, also when they look elsewhere. */
export function tell(title: string, body: string) {
  // a browser lets a page ring only after it was touched
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([300, 150, 300, 150, 300]);
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  void navigator.serviceWorker?.getRegistration().then((worker) => {
    if (worker) return worker.showNotification(title, { body, tag: "hub-turn" });
    new Notification(title, { body, tag: "hub-turn" });
  });
}

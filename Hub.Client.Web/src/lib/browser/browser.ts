import { dev } from "$app/environment";

/** From now on pages below this path start without a network, too. */
export function startsOffline(scope: string) {
  // in a hall without https a browser has none
  void navigator.serviceWorker
    ?.register("/service-worker.js", { scope, type: dev ? "module" : "classic" })
    .catch(() => {});
}

/** Whether links to where this browser is lead other devices nowhere. */
export const onlyHere = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);

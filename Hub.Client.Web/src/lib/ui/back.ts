import { afterNavigate } from "$app/navigation";

/** For a link back: goes to where one came from, with what was typed there, where that was such a page of ours;
 * else the link leads on. */
export function back(came: (route: string) => boolean) {
  let here = false;
  afterNavigate(({ from }) => (here = !!from?.route.id && came(from.route.id)));
  return (e: MouseEvent) => {
    if (!here) return;
    e.preventDefault();
    history.back();
  };
}

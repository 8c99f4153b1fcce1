import { renderSVG } from "uqr";

/** A picture of a link, for cameras. */
export const qr = (link: string) => `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(link, { border: 2 }))}`;

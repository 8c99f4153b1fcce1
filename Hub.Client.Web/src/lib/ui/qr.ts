import { renderSVG } from "uqr";

/** A picture of a text, for cameras and scanners: as much of it may be unreadable as its size allows, and white stands
 * around it as the standard asks. */
export const svg = (text: string) => renderSVG(text, { border: 4, boostEcc: true });

/** The same as an image's source. */
export const qr = (text: string) => `data:image/svg+xml;utf8,${encodeURIComponent(svg(text))}`;

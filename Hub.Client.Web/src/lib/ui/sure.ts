/** Milliseconds: two taps that are nearer to each other are a double tap. */
const doubleTap = 700;

type Click = Pick<MouseEvent, "detail" | "timeStamp"> & { pointerType?: string };

/** Whether a click answers the question that stands there since the one before; half of a double click does not. */
export const answers = (click: Click, before: Click): boolean =>
  // a browser counts the clicks of a mouse; those of a finger, or of a key that is held down, not everywhere
  click.detail <= 1 && (click.pointerType === "mouse" || click.timeStamp - before.timeStamp > doubleTap);

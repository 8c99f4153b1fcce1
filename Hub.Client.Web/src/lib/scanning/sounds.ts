// A scan is heard: in a hall nobody looks at the tablet.

export type Tone = "good" | "doubt" | "refused";

/** Each note: hertz, and seconds. High and short is well, twice the same asks, low and long is not. */
const notes: Record<Tone, [number, number][]> = {
  good: [[1760, 0.12]],
  doubt: [
    [880, 0.12],
    [880, 0.12],
  ],
  refused: [[196, 0.45]],
};
const rest = 0.07;

let audio: AudioContext | undefined;

/** Where a browser makes no sound, the page shows it all the same. */
export function sound(tone: Tone) {
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => {});
    let at = audio.currentTime;
    for (const [pitch, length] of notes[tone]) {
      const [voice, loudness] = [audio.createOscillator(), audio.createGain()];
      voice.type = "square";
      voice.frequency.value = pitch;
      loudness.gain.value = 0.2;
      voice.connect(loudness).connect(audio.destination);
      voice.start(at);
      voice.stop(at + length);
      at += length + rest;
    }
  } catch {
    audio = undefined;
  }
}

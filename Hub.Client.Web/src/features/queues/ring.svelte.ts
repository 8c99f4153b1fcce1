// How a phone calls its person: by a sound that goes on, and by shaking, until somebody stops it.

/** Seconds from one pair of tones to the next. */
const round = 1.6;
/** Of a pair: from and until when, in seconds, and how high, in Hz. */
const tones = [
  [0, 0.4, 880],
  [0.45, 0.95, 1175],
] as const;

/** Safari's; what it is set to sounds also where an iPhone is switched to silent. */
type AudioSession = { type: "auto" | "playback" };

class Ring {
  /** Whether the browser lets this page be heard. */
  heard = $state(false);
  /** Whether it can make a sound at all. */
  readonly can = typeof AudioContext !== "undefined";
  #context: AudioContext | undefined;
  #sound: AudioBufferSourceNode | undefined;
  #shaking: ReturnType<typeof setInterval> | undefined;

  /** To be called while somebody taps: only then a browser lets a page be heard. */
  unlock() {
    if (!this.can) return;
    this.#context ??= this.#open();
    // also where the system took the sound away for a while; a browser that refuses leaves this unanswered
    if (this.#context.state !== "running") void this.#context.resume().catch(() => {});
  }

  /** One pair of tones, for somebody who wants to know how it sounds. */
  once() {
    this.unlock();
    this.#play(false);
  }

  start() {
    this.unlock();
    this.#play(true);
    shake();
    this.#shaking ??= setInterval(shake, 2_000);
  }

  stop() {
    this.#sound?.stop();
    this.#sound = undefined;
    session("auto");
    clearInterval(this.#shaking);
    this.#shaking = undefined;
    if (wasTouched()) navigator.vibrate?.(0);
  }

  #open() {
    const context = new AudioContext();
    const look = () => (this.heard = context.state === "running");
    context.onstatechange = look;
    look();
    return context;
  }

  /** A sound that repeats itself goes on while a browser slows the page's timers down. */
  #play(loop: boolean) {
    const context = this.#context;
    if (!context) return;
    session("playback");
    this.#sound?.stop();
    this.#sound = context.createBufferSource();
    this.#sound.buffer = pair(context);
    this.#sound.loop = loop;
    this.#sound.connect(context.destination);
    this.#sound.start();
  }
}

export const ring = new Ring();

const wasTouched = () => navigator.userActivation?.hasBeenActive ?? true;

// a browser lets a page shake only after it was touched
const shake = () => void (wasTouched() && navigator.vibrate?.([400, 200, 400]));

function session(type: AudioSession["type"]) {
  const { audioSession } = navigator as Navigator & { audioSession?: AudioSession };
  if (audioSession) audioSession.type = type;
}

function pair(context: AudioContext) {
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, Math.ceil(round * rate), rate);
  const samples = buffer.getChannelData(0);
  for (const [from, until, high] of tones)
    for (let i = Math.ceil(from * rate); i < until * rate; i++) {
      const at = i / rate;
      // without a click at either end
      const loud = Math.min(1, (at - from) * 100, (until - at) * 20);
      samples[i] = 0.8 * loud * Math.sin(2 * Math.PI * high * at);
    }
  return buffer;
}

/** Keeps the screen on, as far as the browser lets it: a phone that sleeps tells nobody. */
class Awake {
  on = $state(false);
  #lock: WakeLockSentinel | undefined;
  #wanted = false;

  keep() {
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#ask);
    this.#ask();
    return () => {
      this.#wanted = false;
      document.removeEventListener("visibilitychange", this.#ask);
      void this.#lock?.release();
    };
  }

  /** A browser takes it back whenever the page is hidden. */
  #ask = () => {
    if (document.hidden || !navigator.wakeLock) return;
    void navigator.wakeLock.request("screen").then(
      (lock) => {
        if (!this.#wanted) return void lock.release();
        [this.#lock, this.on] = [lock, true];
        lock.onrelease = () => (this.on = false);
      },
      // the battery is low
      () => {},
    );
  };
}

export const awake = new Awake();

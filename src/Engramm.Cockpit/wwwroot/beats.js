// Two tones, one for each ear, whose difference is heard as a beat. One graph for the room and for the proof of its frequencies.

/** The loudest a tone may be, as a share of full scale (−14 dB). How loud that is in the ear depends on tablet and headphones. Expert default of this project. */
export const mostAmplitude = 0.2;

/**
 * Builds and starts the tones.
 * @param context Where: the tablet's sound, or one that renders into memory.
 * @param left Hz in the left ear; null for silence there.
 * @param right Hz in the right ear; null for silence there.
 * @param amplitude 0 to mostAmplitude.
 * @param fadeSeconds How long they rise.
 * @param at When, in the context's seconds.
 */
export function tones(context, { left, right, amplitude, fadeSeconds }, at = context.currentTime) {
  check(amplitude);
  const ears = context.createChannelMerger(2);
  const fade = context.createGain();
  const volume = context.createGain();
  const sources = [];
  for (const [ear, frequency] of [left, right].entries()) {
    if (frequency !== null) {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(ears, 0, ear);
      tone.start(at);
      sources.push(tone);
    }
  }
  volume.gain.value = amplitude;
  ears.connect(fade).connect(volume).connect(context.destination);
  fade.gain.setValueAtTime(fadeSeconds > 0 ? 0 : 1, at);
  fade.gain.linearRampToValueAtTime(1, at + fadeSeconds);
  const risen = (when) => (fadeSeconds > 0 ? Math.min(1, Math.max(0, (when - at) / fadeSeconds)) : 1);

  return {
    /** Another loudness, reached without a click. */
    louder(next) {
      check(next);
      volume.gain.setTargetAtTime(next, context.currentTime, 0.05);
    },
    /** Falls from where it is to silence and ends. */
    stop(seconds, when = context.currentTime) {
      fade.gain.cancelScheduledValues(when);
      fade.gain.setValueAtTime(risen(when), when);
      fade.gain.linearRampToValueAtTime(0, when + seconds);
      for (const tone of sources) {
        tone.stop(when + seconds);
      }
    },
  };
}

/** The headphones at this tablet. Every answer says whether two ears can be reached: 'ready', 'silent' or 'mono'. */
export function headphones(wakeSound) {
  const earSeconds = 2;
  let beats;

  async function play(make) {
    const audio = await wakeSound();
    if (!audio) {
      return 'silent';
    }
    if (audio.destination.maxChannelCount < 2) {
      return 'mono';
    }
    make(audio);
    return 'ready';
  }

  return {
    /** One tone in one ear for two seconds. */
    hearEar: (ear, hertz, share) => play((audio) => tones(
      audio,
      { left: ear === 'left' ? hertz : null, right: ear === 'right' ? hertz : null, amplitude: share * mostAmplitude, fadeSeconds: 0.2 },
    ).stop(0.2, audio.currentTime + earSeconds)),

    startBeats: (carrier, beat, fadeSeconds, share) => play((audio) => {
      beats?.stop(0.5);
      beats = tones(audio, { left: carrier, right: carrier + beat, amplitude: share * mostAmplitude, fadeSeconds });
      document.documentElement.dataset.beats = `${carrier} ${carrier + beat}`;
    }),

    louderBeats: (share) => beats?.louder(share * mostAmplitude),

    stopBeats(seconds) {
      beats?.stop(seconds);
      beats = undefined;
      delete document.documentElement.dataset.beats;
    },
  };
}

function check(amplitude) {
  if (!(amplitude >= 0 && amplitude <= mostAmplitude)) {
    throw new RangeError(`The amplitude ${amplitude} is not between 0 and ${mostAmplitude}.`);
  }
}

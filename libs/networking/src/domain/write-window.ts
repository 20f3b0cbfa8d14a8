/** When plans may be written, by the operator's clock: `02:00`–`05:00`, or over midnight `22:00`–`04:00`. */
export interface WriteWindow {
  readonly from: string;
  readonly to: string;
}

/** Undefined: now. Otherwise when the window opens. */
export function opensAt(window: WriteWindow | undefined, now: Date, timeZone: string): Date | undefined {
  if (!window || window.from === window.to) return undefined;
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  const at = minutesIn(now, timeZone);
  const isOpen = from < to ? at >= from && at < to : at >= from || at < to;
  if (isOpen) return undefined;
  const wait = (from - at + 1_440) % 1_440;
  const whole = new Date(now);
  whole.setUTCSeconds(0, 0);
  return new Date(whole.getTime() + wait * 60_000);
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function minutesIn(now: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return minutesOf(text);
}

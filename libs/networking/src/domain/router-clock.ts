const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** `/system/clock` of RouterOS 6 (`mar/15/2026`) and 7 (`2026-03-15`), with `gmt-offset` as `+02:00`. Milliseconds since 1970. */
export function routerClockMs(clock: Readonly<Record<string, string | undefined>>): number | undefined {
  const day = isoDay(clock['date'] ?? '');
  const time = /^(\d{2}):(\d{2}):(\d{2})$/.exec(clock['time'] ?? '');
  if (day === undefined || !time) return undefined;
  const utc = Date.parse(`${day}T${time[0]}Z`);
  return Number.isNaN(utc) ? undefined : utc - offsetMs(clock['gmt-offset'] ?? '+00:00');
}

function isoDay(date: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const old = /^([a-z]{3})\/(\d{2})\/(\d{4})$/i.exec(date);
  const month = MONTHS.findIndex((name) => name === old?.[1]?.toLowerCase());
  return old && month >= 0 ? `${old[3]}-${String(month + 1).padStart(2, '0')}-${old[2]}` : undefined;
}

function offsetMs(offset: string): number {
  const found = /^([+-])(\d{1,2}):(\d{2})/.exec(offset);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}

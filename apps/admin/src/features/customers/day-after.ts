/** The first day that is no longer part: ranges are half-open inside and inclusive on the wire. */
export function dayAfter(localDate: string): string {
  const day = new Date(`${localDate}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return localDate;
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

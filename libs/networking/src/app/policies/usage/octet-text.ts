/** An amount of data for people, in steps of 1000 or 1024 as the plan says. */
export function octetText(octets: bigint, binary: boolean): string {
  const step = binary ? 1024 : 1000;
  const units = binary ? ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] : ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = Number(octets);
  let place = 0;
  while (Math.abs(value) >= step && place < units.length - 1) {
    value /= step;
    place += 1;
  }
  return `${Number(value.toFixed(place === 0 ? 0 : 1))} ${units[place] ?? 'B'}`;
}

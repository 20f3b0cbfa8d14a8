/** The one place of the screens that asks the machine for the time; everything else takes it from `useFormat().now`. */
export function browserNow(): number {
  return Date.now();
}

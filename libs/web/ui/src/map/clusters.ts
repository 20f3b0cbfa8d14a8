export interface Clustered {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly weight: number;
  /** 0 is the worst: it is what a cluster shows. */
  readonly rank: number;
}

export interface Cluster<Place extends Clustered> {
  /** Of its heaviest place. */
  readonly x: number;
  readonly y: number;
  readonly worst: Place;
  readonly places: readonly Place[];
  readonly weight: number;
}

/** Places nearer than `distance` become one, so that every mark can be seen and pressed. The heaviest keep their position. */
export function clustersOf<Place extends Clustered>(places: readonly Place[], distance: number): Cluster<Place>[] {
  const left = [...places].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const clusters: Cluster<Place>[] = [];
  while (left.length > 0) {
    const [seed] = left;
    if (!seed) break;
    const near: Place[] = [];
    for (let at = left.length - 1; at >= 0; at -= 1) {
      const one = left[at];
      if (one && Math.hypot(one.x - seed.x, one.y - seed.y) < distance) near.unshift(...left.splice(at, 1));
    }
    const worst = near.reduce((bad, one) => (one.rank < bad.rank ? one : bad), seed);
    clusters.push({
      x: seed.x,
      y: seed.y,
      worst,
      places: near,
      weight: near.reduce((sum, one) => sum + one.weight, 0),
    });
  }
  return clusters;
}

import { PreparingClient, type PreparingConfig } from './preparing-client.js';

type AnyQuery = (...input: unknown[]) => unknown;

/**
 * A connection whose questions go out at once and in order, without waiting for the answers before; and those of one moment
 * in one piece, for each write to a socket costs as much as a small question.
 */
export class GatheringClient extends PreparingClient {
  private isGathering = false;

  constructor(config: PreparingConfig = {}) {
    super({ ...config, pipeline: true });
    const send = this.query.bind(this) as AnyQuery;
    const gather: AnyQuery = (...input) => {
      this.gather();
      return send(...input);
    };
    this.query = gather as typeof this.query;
  }

  private gather(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }
}

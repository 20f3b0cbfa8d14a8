import { performance } from 'node:perf_hooks';

/** Where lines are read: on a terminal one may take the place of another. */
type Paper = Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): unknown };

/** Tells a waiting person what happens. Lines go to `stream`, so that reports on stdout stay clean. */
export class Progress {
  private readonly stream: Paper;
  private readonly startedMs = performance.now();
  private replaceable = false;

  constructor(stream: Paper = process.stderr) {
    this.stream = stream;
  }

  /** A step that takes a while. */
  step(sentence: string): void {
    this.line(`${this.elapsed()}  ${sentence}`);
  }

  /** What a step has got to; on a terminal the next one takes its place. */
  detail(sentence: string): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`${this.replaceable ? '\x1b[1A\x1b[2K' : ''}         ${sentence}\n`);
    this.replaceable = true;
  }

  line(sentence = ''): void {
    if (this.replaceable) this.stream.write('\x1b[1A\x1b[2K');
    this.replaceable = false;
    this.stream.write(`${sentence}\n`);
  }

  seconds(): number {
    return (performance.now() - this.startedMs) / 1000;
  }

  private elapsed(): string {
    return `${this.seconds().toFixed(1).padStart(5)} s`;
  }
}

/** Stops the program with a sentence for the operator and no stack. */
export class Stop extends Error {
  override readonly name = 'Stop';
}

type Tell = (text: string) => void;

/** One of several who speak at once. */
export interface Speaker {
  say(text: string): void;
  /** Has said everything. */
  end(): void;
}

/** What several say at the same time, told one after the other: the first is heard as it speaks, the others in their turn. */
export class Turns {
  private readonly waiting: { words: string; hasEnded: boolean }[] = [];
  private readonly tell: Tell;

  constructor(tell: Tell) {
    this.tell = tell;
  }

  /** Who comes after all that came before. */
  next(): Speaker {
    const mine = { words: '', hasEnded: false };
    this.waiting.push(mine);
    return {
      say: (text) => {
        mine.words += text;
        this.advance();
      },
      end: () => {
        mine.hasEnded = true;
        this.advance();
      },
    };
  }

  private advance(): void {
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      if (first.words !== '') this.tell(first.words);
      first.words = '';
      if (!first.hasEnded) return;
      this.waiting.shift();
    }
  }
}

import { Injectable } from '@nestjs/common';
import { type Call, type Command, CommandBus } from '@demarc/commands';
import { IdentityNews } from '../app/identity-news.js';

/** Runs commands that change rights or sessions. This process knows before it answers; the others hear by the database. */
@Injectable()
export class IdentityCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly news: IdentityNews,
  ) {}

  async run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
    call: Call,
  ): Promise<Output> {
    const output = await this.bus.run(command, input, call);
    this.news.changedHere();
    return output;
  }
}

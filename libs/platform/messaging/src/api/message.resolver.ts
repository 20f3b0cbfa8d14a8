import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs } from '@demarc/graphql';
import { ListMessages, type MessageRow } from '../app/list-messages.query.js';
import { ResendMessage } from '../app/resend-message.js';
import { MessagePageView, MessageStateView, ResendMessageArgs, ResentMessageView } from './message.view.js';

@Resolver()
export class MessageResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListMessages)
  @Query(() => MessagePageView, { description: 'Messages in your scope, newest first.' })
  messages(
    @Args() page: PageArgs,
    @Args('state', {
      type: () => MessageStateView,
      nullable: true,
      description: 'Only messages that have come this far.',
    })
    state: MessageStateView | undefined,
    @CurrentCall() call: Call,
  ): Promise<Page<MessageRow>> {
    return this.queries.ask(ListMessages, { first: page.first, after: page.after, state: state ?? undefined }, call);
  }

  @Runs(ResendMessage)
  @Mutation(() => ResentMessageView, { description: 'Sends a failed or unsent message again.' })
  resendMessage(
    @Args('input', { description: 'Which message.' }) input: ResendMessageArgs,
    @CurrentCall() call: Call,
  ): Promise<ResentMessageView> {
    return this.commands.run(ResendMessage, input, call);
  }
}

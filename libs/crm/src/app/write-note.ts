import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { NoteId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { CustomerStepInput } from './customer-steps.js';
import { lockCustomer } from './customer-reach.js';

@InputType({ description: 'A note for colleagues; the customer never sees it.' })
export class WriteNoteInput extends CustomerStepInput {
  @Field(() => String, { description: 'The text, at most 10,000 characters.' })
  @IsString()
  @MinLength(1)
  @MaxLength(10_000)
  text: string;
}

@Injectable()
export class WriteNote extends Command<WriteNoteInput, { noteId: NoteId }> {
  readonly rule: CommandRule = {
    name: 'crm.writeNote',
    sentence: 'Write a note',
    permission: CrmPermissions['note.write'],
    risk: 'normal',
  };
  readonly input = WriteNoteInput;

  async handle(input: WriteNoteInput, act: Act): Promise<{ noteId: NoteId }> {
    const customer = await lockCustomer(act, input.customerId);
    const author = actorLabel(act.actor);
    const noteId = act.newId<'Note'>();
    await act.sql.execute(
      'INSERT INTO crm.note (id, customer_id, partner_id, at, author_id, author, text) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [noteId, customer.id, customer.partnerId, act.at, author.id, author.name, input.text],
    );
    act.audit(
      { kind: 'note', id: noteId, customerId: customer.id, partnerId: customer.partnerId },
      `Note about customer #${customer.number.toString()} written`,
    );
    return { noteId };
  }
}

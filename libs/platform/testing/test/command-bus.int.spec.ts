import { Injectable, Module } from '@nestjs/common';
import { declarePermissions } from '@demarc/access';
import { Refusal } from '@demarc/kernel';
import { staffWith, World } from '../src/index.js';
import { IsString, MaxLength } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Act, Acts, Command, type CommandRule, defineEvent, Subscriber } from '@demarc/commands';

const TestPermissions = declarePermissions('test', { 'note.write': { sentence: 'Write notes.', roles: [] } });
const NoteWritten = defineEvent<{ text: string }>('test.NoteWritten');
const heard: string[] = [];

class WriteNoteInput {
  @IsString()
  @MaxLength(20)
  text: string;
}

@Injectable()
class WriteNote extends Command<WriteNoteInput, { id: string }> {
  readonly rule: CommandRule = {
    name: 'test.writeNote',
    sentence: 'Write a note',
    permission: TestPermissions['note.write'],
    risk: 'normal',
  };
  readonly input = WriteNoteInput;

  async handle(input: WriteNoteInput, act: Act): Promise<{ id: string }> {
    if (input.text === 'boom') throw new Refusal('conflict', 'BOOM', 'No.');
    const id = act.emit(NoteWritten, { text: input.text });
    act.audit({ kind: 'note', id }, `Note "${input.text}"`);
    return { id };
  }
}

@Injectable()
class HearNote extends Subscriber<{ text: string }> {
  readonly name = 'test.hear-note';
  readonly event = NoteWritten;

  constructor(protected readonly acts: Acts) {
    super();
  }

  protected async on(payload: { text: string }): Promise<void> {
    heard.push(payload.text);
  }
}

@Module({ providers: [WriteNote, HearNote] })
class NotesModule {}

describe('the command pipeline', () => {
  let world: World;
  const writer = staffWith([TestPermissions['note.write']]);

  beforeAll(async () => {
    world = await World.open({ modules: [NotesModule], migrations: [] });
  });
  afterAll(async () => {
    expect(await world.violations()).toEqual([]);
    await world.close();
  });

  it('runs a permitted command, audits it and tells its subscribers once', async () => {
    await world.run(WriteNote, { text: 'hello' }, writer);
    expect(await world.settle()).toContain('test.hear-note');
    await world.settle();
    expect(heard).toEqual(['hello']);
    expect(
      await world.rows(`SELECT sentence, outcome FROM platform.audit_entry WHERE action = 'test.writeNote'`),
    ).toEqual([{ sentence: 'Note "hello"', outcome: 'done' }]);
  });

  it('refuses without the permission, and keeps the refusal', async () => {
    await expect(world.run(WriteNote, { text: 'hello' }, staffWith([]))).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'NOT_PERMITTED',
    });
    expect(
      await world.rows(`SELECT 1 FROM platform.audit_entry WHERE outcome = 'refused' AND code = 'NOT_PERMITTED'`),
    ).toHaveLength(1);
  });

  it('names every fault of the input, also fields that it does not know', async () => {
    await expect(world.run(WriteNote, { text: 'x'.repeat(21), isAdmin: true }, writer)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      faults: [{ field: 'isAdmin' }, { field: 'text' }],
    });
  });

  it('writes nothing when the handler refuses', async () => {
    await expect(world.run(WriteNote, { text: 'boom' }, writer)).rejects.toMatchObject({ code: 'BOOM' });
    expect(await world.rows(`SELECT 1 FROM platform.event WHERE payload->>'text' = 'boom'`)).toHaveLength(0);
  });

  it('gives one effect and one answer for one key, however often and how parallel it comes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.run(WriteNote, { text: 'once' }, writer, 'key-1')),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await world.rows(`SELECT 1 FROM platform.event WHERE payload->>'text' = 'once'`)).toHaveLength(1);
    await expect(world.run(WriteNote, { text: 'other' }, writer, 'key-1')).rejects.toMatchObject({
      code: 'KEY_REUSED',
    });
  });
});

import { expect } from '@jest/globals';
import { checkHistory, History } from '@parley/checker';
import { type ClientRecorder, recordLog } from '@parley/checker/record';
import type { MessageBody, SentView } from '@parley/wire';
import type { Person } from './person.ts';

/** People whose every word and every sight of others' is noted, to be held against the contract. */
export class Witnesses {
  private readonly history = new History();
  private readonly recorders = new Map<Person, ClientRecorder>();

  constructor(people: readonly Person[]) {
    for (const person of people) this.recorders.set(person, person.record(this.history));
  }

  /** Sends and notes it; resolves when it is acknowledged. */
  async say(person: Person, conversationId: string, text: string): Promise<SentView> {
    const recorder = this.recorders.get(person);
    if (!recorder) throw new Error(`${person.user.name} is no witness`);
    const body: MessageBody = { kind: 'text', text };
    return await recorder.send(conversationId, body);
  }

  /** Of a conversation that somebody is not in any more, their device has nothing to show. */
  forget(person: Person): void {
    this.recorders.get(person)?.stop();
    this.recorders.delete(person);
  }

  /**
   * When all is quiet: that no promise was broken in this conversation. `from` can read its whole log.
   *
   * @param facts how many things must have been noted at the least, so that nothing was looked past
   */
  async expectContractKept(
    { conversationId, kind, from }: { conversationId: string; kind: Kind; from: Person },
    facts: number,
  ): Promise<void> {
    for (const recorder of this.recorders.values()) await recorder.recordFinal(conversationId);
    recordLog(this.history, { conversationId, kind }, await from.wholeLog(conversationId));
    expect(this.history.size).toBeGreaterThanOrEqual(facts);
    expect(checkHistory(this.history)).toEqual([]);
  }
}

type Kind = Parameters<typeof recordLog>[1]['kind'];

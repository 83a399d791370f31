import type { SendReply__Output } from '@parley/contracts';
import type { ParleyError } from '@parley/core';
import type { Answering } from '../route.ts';

/** Answers with the JSON of a SentView. Ids are digits, so nothing in it has to be escaped. */
export class AnsweredSend implements Answering<SendReply__Output> {
  private readonly answering: Answering<string>;

  constructor(answering: Answering<string>) {
    this.answering = answering;
  }

  answered({ conversationId, seq, messageId, createdAtMs }: SendReply__Output): void {
    this.answering.answered(
      `{"conversationId":"${conversationId}","seq":${seq},"messageId":"${messageId}","createdAtMs":${createdAtMs}}`,
    );
  }

  refused(error: ParleyError): void {
    this.answering.refused(error);
  }
}

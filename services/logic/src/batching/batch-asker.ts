import { Batcher } from '@parley/core';

/** Answers all questions at once, in their order. */
type AnswerAll<Q, A> = (questions: readonly Q[]) => Promise<readonly A[]>;

/** A question and who waits for its answer: one of both is called, once. Neither may throw. */
export interface Asked<Q, A> {
  readonly question: Q;
  resolve(answer: A): void;
  reject(error: unknown): void;
}

/**
 * Turns a question about many into one about one: the questions of one turn of the event loop share a
 * call, so that a burst of requests costs one query. Nothing is remembered. (The idea is Facebook's
 * DataLoader's.)
 */
export function batchAsker<Q, A>(answerAll: AnswerAll<Q, A>): (question: Q) => Promise<A> {
  const ask = batchTeller(answerAll);
  return question => new Promise((resolve, reject) => ask({ question, resolve, reject }));
}

/** `batchAsker` without its promises: who asks is told in one loop. */
export function batchTeller<Q, A>(answerAll: AnswerAll<Q, A>): (asked: Asked<Q, A>) => void {
  const batcher = new Batcher<Asked<Q, A>>(asked => {
    answerAll(asked.map(one => one.question)).then(
      answers => {
        for (const [index, one] of asked.entries()) one.resolve(answers[index] as A);
      },
      error => {
        for (const one of asked) one.reject(error);
      },
    );
  });
  return asked => batcher.add(asked);
}

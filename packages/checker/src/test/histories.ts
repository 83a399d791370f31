import fc from 'fast-check';
import { type Fact, History } from '../history.ts';
import { type Action, World } from './world.ts';

const small = fc.nat({ max: 5 });
const conversation = fc.nat({ max: 2 });

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      device: small,
      conversation,
      answers: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('join' as const, 'leave' as const),
      user: small,
      conversation,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('read' as const, 'cut' as const, 'connect' as const),
      device: small,
      conversation,
    }),
  },
);

/** What happens in a world, in this order. */
export const actions = fc.array(action, { minLength: 20, maxLength: 80, size: 'max' });

/** The facts of a messenger that keeps its promises. */
export function correctFacts(happening: readonly Action[], withStore: boolean): readonly Fact[] {
  const world = new World();
  for (const one of happening) world.act(one);
  world.end(withStore);
  return world.facts;
}

export function historyOf(facts: readonly Fact[]): History {
  const history = new History();
  for (const fact of facts) history.add(fact);
  return history;
}

export type DemoName = 'demo' | 'test' | 'admin';

/** For trying out only; shorter than a real account's may be. */
export const DEMO_PASSWORD = '111111';

export const DEMO_USERS: readonly { name: DemoName; displayName: string }[] = [
  { name: 'demo', displayName: 'Demo' },
  { name: 'test', displayName: 'Test' },
  { name: 'admin', displayName: 'Admin' },
];

export const DEMO_MESSAGES: readonly { from: DemoName; text: string }[] = [
  { from: 'admin', text: 'Welcome to Parley! This is the lobby. Everyone starts here.' },
  { from: 'demo', text: 'Hello! Is anybody else here already?' },
  { from: 'test', text: 'I am. I have just signed in on my phone as well.' },
  { from: 'demo', text: 'Same account on two devices? And both show the same?' },
  { from: 'test', text: 'Yes, in the same order, and what I read here is read there.' },
  {
    from: 'admin',
    text: 'Try switching your network off, write something, and switch it on again.',
  },
  { from: 'demo', text: 'It waited with a little clock and then went out. Once, not twice. 👍' },
  { from: 'test', text: '我也试了，没有丢消息。' },
  { from: 'admin', text: 'That is the idea: nothing lost, nothing doubled, nothing out of order.' },
  { from: 'demo', text: 'Can I talk to one of you alone?' },
  { from: 'test', text: 'Look for “test” under people and open a conversation, or make a group.' },
  { from: 'admin', text: 'Have fun. Open this page in a second window to see both sides.' },
];

import type { LogEvent, MessageEvent } from '@parley/wire';
import type { Model } from './model.ts';
import { nameOrYou } from './names.ts';

/** What a line between the messages says: who came, who went, who began it. */
export function noticeText(event: Exclude<LogEvent, MessageEvent>, model: Model): string {
  const t = model.t.value;
  const who = nameOrYou(event.senderId, model);
  const { userIds } = event.body;
  const alone = userIds.length === 1 && userIds[0] === event.senderId;
  const names = () => userIds.map(id => nameOrYou(id, model));
  const list = new Intl.ListFormat(model.preferences.language.value, { type: 'conjunction' });
  switch (event.type) {
    case 'created':
      return t('created', { who });
    case 'members-added':
      return alone ? t('joined', { who }) : t('added', { who, whom: list.format(names()) });
    case 'members-removed':
      return alone ? t('left', { who }) : t('removed', { who, whom: list.format(names()) });
  }
}

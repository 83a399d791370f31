import type { ClientStatus, ConversationEntry, ParleyClient } from '@parley/client';
import type { ParleyError } from '@parley/core';
import type { UserView } from '@parley/wire';
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageConfig } from '../config.ts';
import { type Translate, translator } from '../i18n/translator.ts';
import { type TimeFormat, timeFormat } from '../time/time-format.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import type { Preferences } from './preferences.ts';
import { createRoute, type Route } from './route.ts';

/** The list of conversations, as the page draws it. */
export interface ListState {
  items: readonly ConversationEntry[];
  loaded: boolean;
  error: ParleyError | null;
}

/** Everything the components share: the client's state as signals, and what this device prefers. */
export interface Model {
  readonly client: ParleyClient;
  readonly config: PageConfig;
  readonly preferences: Preferences;
  readonly route: Route;
  readonly drafts: Drafts;
  readonly me: ReadonlySignal<UserView | null>;
  readonly status: ReadonlySignal<ClientStatus>;
  readonly list: ReadonlySignal<ListState>;
  /** Changes whenever a person became known; read it where names are shown. */
  readonly people: ReadonlySignal<number>;
  /** Changes whenever somebody came or went; read it where presence is shown. */
  readonly presence: ReadonlySignal<number>;
  readonly unreadTotal: ReadonlySignal<number>;
  readonly t: ReadonlySignal<Translate>;
  readonly time: ReadonlySignal<TimeFormat>;
}

export function createModel(
  client: ParleyClient,
  config: PageConfig,
  preferences: Preferences,
): Model {
  const me = signal(client.me);
  const status = signal(client.status);
  const list = signal(listOf(client));
  const people = signal(0);
  const presence = signal(0);
  const drafts = createDrafts(localStorage);
  const route = createRoute();
  client.onStatus(next => {
    status.value = next;
    if (me.value?.userId === client.me?.userId) return;
    me.value = client.me;
    if (client.me === null) route.open(null);
    else drafts.load(client.me.userId);
  });
  client.conversations.onChange(() => {
    list.value = listOf(client);
  });
  client.users.onChange(() => {
    people.value++;
  });
  client.presence.onChange(() => {
    presence.value++;
  });
  if (client.me !== null) drafts.load(client.me.userId);
  const t = computed(() => translator(preferences.language.value));
  return {
    client,
    config,
    preferences,
    route,
    drafts,
    me,
    status,
    list,
    people,
    presence,
    unreadTotal: computed(() =>
      list.value.items.reduce((sum, { unreadCount }) => sum + unreadCount, 0),
    ),
    t,
    time: computed(() => timeFormat(preferences.language.value, t.value)),
  };
}

function listOf({ conversations: { items, loaded, error } }: ParleyClient): ListState {
  return { items, loaded, error };
}

export const ModelContext = createContext<Model | null>(null);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === null) throw new Error('ModelContext is missing above this component');
  return model;
}

/** The texts of the language chosen now. */
export function useTexts(): Translate {
  return useModel().t.value;
}

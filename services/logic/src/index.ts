export { BOUNDS as LOGIC_BOUNDS } from './bounds.ts';
export { createLogic, type LogicPorts, type LogicService } from './create-logic.ts';
export {
  type DeadLetterDesk,
  type DeadLetterSummary,
  deadLetterDesk,
} from './dead-letters/dead-letter-desk.ts';
export { DEFAULT_LOGIC_OPTIONS, type LogicOptions, type LogicOptionsInput } from './options.ts';
export { type ForeignAccount, importAccounts } from './seed/import-accounts.ts';

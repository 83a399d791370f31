export {
  type ConnectDependencies,
  type ConnectService,
  createConnect,
} from './connect.ts';
export { type ConnectOptions, type ConnectSettings, DEFAULT_CONNECT_OPTIONS } from './options.ts';

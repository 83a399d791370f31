export { type ApiDependencies, type ApiService, createApi } from './api.ts';
export { type ApiOptions, DEFAULT_API_OPTIONS } from './options.ts';

export { openMysqlStore } from './open-mysql-store.ts';

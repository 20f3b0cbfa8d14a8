import { FindGarden, FindGardenSettings } from './find-garden.query.js';
import { GardenBook } from './garden-book.js';
import { GardenChecker } from './garden-checker.js';
import { NoticeDesk } from './notice-desk.js';
import { NoticeListener } from './notice-listener.js';
import { SetGarden } from './set-garden.js';
import { Visitors } from './visitors.js';

/** The room of the walled garden, for the module of networking. */
export const GARDEN = [
  FindGarden,
  FindGardenSettings,
  GardenBook,
  GardenChecker,
  NoticeDesk,
  NoticeListener,
  SetGarden,
  Visitors,
];

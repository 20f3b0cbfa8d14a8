import { CircuitBook } from './circuit-book.js';
import { ReadShaperFeed, ReadShaperPicture } from './read-shaper-feed.query.js';
import { ShaperDesk } from './shaper-desk.js';
import { FindCircuits, FindShaperOverview } from './shaper-overview.query.js';

/** The room of the feed for shapers, for the module of networking. */
export const SHAPER = [CircuitBook, ShaperDesk, ReadShaperFeed, ReadShaperPicture, FindShaperOverview, FindCircuits];

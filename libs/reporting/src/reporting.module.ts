import { Module } from '@nestjs/common';
import { CustomerListResolver } from './api/customer-list.resolver.js';
import { SearchResolver } from './api/search.resolver.js';
import { TimelineResolver } from './api/timeline.resolver.js';
import { CustomerList } from './app/customer-list.query.js';
import { Search } from './app/search.query.js';
import { Timeline } from './app/timeline.query.js';

const QUERIES = [CustomerList, Search, Timeline];
const RESOLVERS = [CustomerListResolver, SearchResolver, TimelineResolver];

@Module({ providers: [...QUERIES, ...RESOLVERS] })
export class ReportingModule {}

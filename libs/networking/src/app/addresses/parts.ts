import { AddPool } from './add-pool.js';
import { AddressBook } from './address-book.js';
import { AddressGrid } from './address-grid.query.js';
import { AddressHistory } from './address-history.query.js';
import { FindAddressSettings, SetAddressSettings } from './address-settings.js';
import { ChangePool } from './change-pool.js';
import { MergePools, RemovePool, SplitPool } from './cut-pools.js';
import { DefineCgnatMap, EndCgnatMap } from './define-cgnat-map.js';
import { ListDueReleases } from './due-releases.js';
import { FreeList } from './free-list.js';
import { CgnatRecipe, ListCgnatMaps, TranslateAddress } from './list-cgnat.query.js';
import { ListPools } from './list-pools.query.js';
import { PrefixBook } from './prefix-book.js';
import { RecordPortBlocks } from './record-port-blocks.js';
import { EndReservation, ReserveAddresses } from './reserve-addresses.js';
import { WhoHad } from './who-had.js';

export const ADDRESS_PARTS = [AddressBook, FreeList, PrefixBook] as const;

export const ADDRESS_COMMANDS = [
  AddPool,
  ChangePool,
  SplitPool,
  MergePools,
  RemovePool,
  ReserveAddresses,
  EndReservation,
  SetAddressSettings,
  DefineCgnatMap,
  EndCgnatMap,
  RecordPortBlocks,
  WhoHad,
] as const;

export const ADDRESS_QUERIES = [
  ListPools,
  AddressGrid,
  AddressHistory,
  FindAddressSettings,
  ListDueReleases,
  ListCgnatMaps,
  CgnatRecipe,
  TranslateAddress,
] as const;

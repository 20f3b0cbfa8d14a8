import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { CustomerDirectory } from './customer-directory.js';

/** Finds the customer directory of the running product, whichever module brings it. */
@Injectable()
export class Customers {
  constructor(private readonly modules: ModuleRef) {}

  get directory(): CustomerDirectory {
    return this.modules.get(CustomerDirectory, { strict: false });
  }
}

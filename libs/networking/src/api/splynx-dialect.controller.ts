import { Controller, Get } from '@nestjs/common';
import { Asks } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { ReadShaperPicture } from '../app/shaper/read-shaper-feed.query.js';
import { ShaperDesk } from '../app/shaper/shaper-desk.js';
import {
  splynxCustomers,
  splynxMonitoring,
  splynxOnline,
  splynxRouters,
  splynxSectors,
  splynxServices,
  splynxSites,
  splynxTariffs,
} from '../domain/shaper/splynx-dialect.js';

/** What importers of shapers read from a Splynx, at the same addresses: they go on unchanged with another host and key. */
@Controller('api/2.0/admin')
export class SplynxDialectController {
  constructor(private readonly desk: ShaperDesk) {}

  @Get('tariffs/internet')
  @Asks(ReadShaperPicture)
  async tariffs(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxTariffs((await this.desk.picture('splynx', call)).circuits);
  }

  @Get('customers/customer')
  @Asks(ReadShaperPicture)
  async customers(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxCustomers((await this.desk.picture('splynx', call)).circuits);
  }

  @Get('customers/customers-online')
  @Asks(ReadShaperPicture)
  async online(@CurrentCall() call: Call): Promise<readonly object[]> {
    const { circuits, nodes } = await this.desk.picture('splynx', call);
    return splynxOnline(circuits, nodes);
  }

  /** Of all customers, as the 0 says. Only services in use are told of, whatever is asked for. */
  @Get('customers/customer/0/internet-services')
  @Asks(ReadShaperPicture)
  async services(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxServices((await this.desk.picture('splynx', call)).circuits);
  }

  @Get('networking/routers')
  @Asks(ReadShaperPicture)
  async routers(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxRouters((await this.desk.picture('splynx', call)).nodes);
  }

  @Get('networking/routers-sectors')
  @Asks(ReadShaperPicture)
  async sectors(@CurrentCall() call: Call): Promise<readonly object[]> {
    const { circuits, nodes } = await this.desk.picture('splynx', call);
    return splynxSectors(nodes, circuits);
  }

  @Get('networking/monitoring')
  @Asks(ReadShaperPicture)
  async monitoring(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxMonitoring((await this.desk.picture('splynx', call)).nodes);
  }

  @Get('networking/network-sites')
  @Asks(ReadShaperPicture)
  async sites(@CurrentCall() call: Call): Promise<readonly object[]> {
    return splynxSites((await this.desk.picture('splynx', call)).nodes);
  }
}

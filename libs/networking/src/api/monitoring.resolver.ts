import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import {
  AcknowledgeAlert,
  AcknowledgeAlertInput,
  AlertRuleStepInput,
  RetireAlertRule,
  SaveAlertRule,
  SaveAlertRuleInput,
  SilenceAlert,
  SilenceAlertInput,
} from '../app/monitoring/alert-steps.js';
import { ListAlertRules, ListAlerts } from '../app/monitoring/alerts.query.js';
import { DeviceStepInput, SaveDeviceInput } from '../app/monitoring/device.input.js';
import { type DeviceDetails, FindDeviceDetails, ListDevices, MetricHistory } from '../app/monitoring/devices.query.js';
import { FindNetworkNow } from '../app/monitoring/network-now.query.js';
import { PollDevice, RetireDevice, SaveDevice } from '../app/monitoring/save-device.js';
import { AlertRuleView, AlertView, NetworkNowView } from './alert.view.js';
import { DeviceEventView, DeviceInterfaceView, DeviceMetricView, DeviceView, MetricSeriesView } from './device.view.js';

@Resolver(() => DeviceView)
export class DeviceResolver {
  private readonly details = new WeakMap<DeviceView, Promise<DeviceDetails>>();

  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListDevices)
  @Query(() => [DeviceView], { description: 'The watched devices: what is down first, then by name.' })
  devices(
    @Args('routerId', { type: () => RecordIdScalar, nullable: true, description: 'Only the one that is this router.' })
    routerId: string | null,
    @CurrentCall() call: Call,
  ): Promise<DeviceView[]> {
    return this.queries.ask(ListDevices, { routerId: routerId ?? undefined }, call);
  }

  @Asks(ListDevices)
  @Query(() => DeviceView, { description: 'One watched device.' })
  device(
    @Args('id', { type: () => RecordIdScalar, description: 'Which device.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<DeviceView> {
    return this.find(id, call);
  }

  @Asks(FindDeviceDetails)
  @ResolveField(() => [DeviceInterfaceView], { description: 'Its interfaces as they were last read.' })
  async ports(@Parent() device: DeviceView, @CurrentCall() call: Call): Promise<DeviceInterfaceView[]> {
    return [...(await this.detailsOf(device, call)).interfaces];
  }

  @Asks(FindDeviceDetails)
  @ResolveField(() => [DeviceMetricView], { description: 'The values of it that are kept.' })
  async metrics(@Parent() device: DeviceView, @CurrentCall() call: Call): Promise<DeviceMetricView[]> {
    return [...(await this.detailsOf(device, call)).metrics];
  }

  @Asks(FindDeviceDetails)
  @ResolveField(() => [DeviceEventView], { description: 'What happened to it, the newest first.' })
  async events(@Parent() device: DeviceView, @CurrentCall() call: Call): Promise<DeviceEventView[]> {
    return [...(await this.detailsOf(device, call)).events];
  }

  @Asks(MetricHistory)
  @Query(() => [MetricSeriesView], { description: 'How values of a device moved until now.' })
  async metricHistory(
    @Args('deviceId', { type: () => RecordIdScalar, description: 'Which device.' }) deviceId: string,
    @Args('keys', { type: () => [String], description: 'Which values, at most eight.' }) keys: string[],
    @Args('hours', { type: () => Int, description: 'How far back.' }) hours: number,
    @CurrentCall() call: Call,
  ): Promise<MetricSeriesView[]> {
    const found = await this.queries.ask(MetricHistory, { deviceId, keys, hours }, call);
    return found.map((series) => ({ ...series, points: [...series.points] }));
  }

  @Runs(SaveDevice)
  @Mutation(() => DeviceView, { description: 'Watches a device, or changes how.' })
  async saveDevice(
    @Args('input', { description: 'The device.' }) input: SaveDeviceInput,
    @CurrentCall() call: Call,
  ): Promise<DeviceView> {
    return this.find((await this.commands.run(SaveDevice, input, call)).deviceId, call);
  }

  @Runs(PollDevice)
  @Mutation(() => DeviceView, { description: 'Has a device asked now.' })
  async pollDevice(
    @Args('input', { description: 'Which device.' }) input: DeviceStepInput,
    @CurrentCall() call: Call,
  ): Promise<DeviceView> {
    return this.find((await this.commands.run(PollDevice, input, call)).deviceId, call);
  }

  @Runs(RetireDevice)
  @Mutation(() => RecordIdScalar, { description: 'Stops watching a device; answers its id.' })
  async retireDevice(
    @Args('input', { description: 'Which device.' }) input: DeviceStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RetireDevice, input, call)).deviceId;
  }

  /** Three fields of one device are one question. */
  private detailsOf(device: DeviceView, call: Call): Promise<DeviceDetails> {
    const known = this.details.get(device);
    if (known) return known;
    const asked = this.queries.ask(FindDeviceDetails, { deviceId: device.id }, call);
    this.details.set(device, asked);
    return asked;
  }

  private async find(id: string, call: Call): Promise<DeviceView> {
    const [found] = await this.queries.ask(ListDevices, { id }, call);
    if (!found) throw notFound('device');
    return found;
  }
}

@Resolver()
export class AlertResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindNetworkNow)
  @Query(() => NetworkNowView, { description: 'How the network is at this moment.' })
  async networkNow(@CurrentCall() call: Call): Promise<NetworkNowView> {
    const { logins, down, talkers, ...now } = await this.queries.ask(FindNetworkNow, {}, call);
    return {
      ...now,
      logins: [...logins],
      down: down.map((one) => ({ ...one, hides: [...one.hides] })),
      talkers: [...talkers],
    };
  }

  @Asks(ListAlerts)
  @Query(() => [AlertView], { description: 'Alerts that are on; or those that are over, the newest first.' })
  alerts(
    @Args('open', {
      type: () => Boolean,
      defaultValue: true,
      description: 'Those that are on, else those that are over.',
    })
    isOpen: boolean,
    @CurrentCall() call: Call,
  ): Promise<AlertView[]> {
    return this.queries.ask(ListAlerts, { isOpen }, call);
  }

  @Asks(ListAlertRules)
  @Query(() => [AlertRuleView], { description: 'The rules in use, by name.' })
  alertRules(@CurrentCall() call: Call): Promise<AlertRuleView[]> {
    return this.queries.ask(ListAlertRules, {}, call);
  }

  @Runs(SaveAlertRule)
  @Mutation(() => AlertRuleView, { description: 'Adds or changes a rule of alerts.' })
  async saveAlertRule(
    @Args('input', { description: 'The rule.' }) input: SaveAlertRuleInput,
    @CurrentCall() call: Call,
  ): Promise<AlertRuleView> {
    const { ruleId } = await this.commands.run(SaveAlertRule, input, call);
    const found = (await this.queries.ask(ListAlertRules, {}, call)).find((one) => one.id === ruleId);
    if (!found) throw notFound('rule');
    return found;
  }

  @Runs(RetireAlertRule)
  @Mutation(() => RecordIdScalar, { description: 'Takes a rule out of use; answers its id.' })
  async retireAlertRule(
    @Args('input', { description: 'Which rule.' }) input: AlertRuleStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RetireAlertRule, input, call)).ruleId;
  }

  @Runs(AcknowledgeAlert)
  @Mutation(() => RecordIdScalar, { description: 'Says that somebody is at it; answers the id of the alert.' })
  async acknowledgeAlert(
    @Args('input', { description: 'Which alert.' }) input: AcknowledgeAlertInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(AcknowledgeAlert, input, call)).alertId;
  }

  @Runs(SilenceAlert)
  @Mutation(() => RecordIdScalar, { description: 'Tells nobody about an alert for a while; answers its id.' })
  async silenceAlert(
    @Args('input', { description: 'Which alert, how long.' }) input: SilenceAlertInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(SilenceAlert, input, call)).alertId;
  }
}

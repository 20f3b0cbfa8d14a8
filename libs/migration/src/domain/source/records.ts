import type { Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from './source-id.js';

/** What Splynx holds, field by field as it means it (API 2.0). References that are 0 or empty there are absent here. */
export interface SourcePartner {
  readonly id: SourceId;
  readonly name: string;
}

export interface SourceLocation {
  readonly id: SourceId;
  readonly name: string;
}

export interface SourceAdministrator {
  readonly id: SourceId;
  readonly partnerId?: SourceId | undefined;
  readonly role: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export interface SourceTax {
  readonly id: SourceId;
  readonly name: string;
  /** Percent. */
  readonly rate: Decimal;
  readonly kind: 'single' | 'group';
  readonly archived: boolean;
  readonly parts: readonly { readonly taxId: SourceId; readonly onTopOfPrevious: boolean; readonly position: number }[];
}

export type BillingType = 'recurring' | 'prepaid' | 'prepaid_monthly';
export type TariffKind = 'internet' | 'voice' | 'recurring' | 'one_time' | 'bundle';
export type ServiceKind = 'internet' | 'voice' | 'recurring' | 'bundle';

export interface SourceSpeeds {
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly guaranteed: {
    readonly kind: 'none' | 'percent' | 'fixed';
    readonly percent: number;
    readonly downKbps: number;
    readonly upKbps: number;
  };
  readonly burst: {
    readonly kind: 'none' | 'percent' | 'fixed';
    readonly limitPercent: number;
    readonly limitDownKbps: number;
    readonly limitUpKbps: number;
    readonly thresholdPercent: number;
    readonly thresholdDownKbps: number;
    readonly thresholdUpKbps: number;
    readonly seconds: number;
  };
  readonly contention: number;
  readonly priority: 'low' | 'normal' | 'high';
}

export interface SourceTariff {
  readonly id: SourceId;
  readonly kind: TariffKind;
  readonly title: string;
  readonly invoiceText: string;
  readonly price: Decimal;
  /** The price includes tax. */
  readonly gross: boolean;
  readonly taxPercent: Decimal;
  readonly taxId?: SourceId | undefined;
  readonly partnerIds: readonly SourceId[];
  readonly hidden: boolean;
  readonly onPortal: boolean;
  readonly speeds?: SourceSpeeds | undefined;
  readonly bundle?:
    | {
        readonly internetTariffIds: readonly SourceId[];
        readonly voiceTariffIds: readonly SourceId[];
        readonly recurringTariffIds: readonly SourceId[];
        readonly contractMonths: number;
      }
    | undefined;
}

export interface SourceCustomer {
  readonly id: SourceId;
  readonly billingType: BillingType;
  readonly partnerId?: SourceId | undefined;
  readonly locationId?: SourceId | undefined;
  readonly parentId?: SourceId | undefined;
  readonly status: 'new' | 'active' | 'blocked' | 'disabled';
  readonly login: string;
  readonly category: 'person' | 'company';
  readonly name: string;
  /** As typed: may hold several, separated by commas. */
  readonly email: string;
  readonly billingEmail: string;
  readonly phone: string;
  readonly street: string;
  readonly zipCode: string;
  readonly city: string;
  readonly gps: string;
  readonly consent: string;
  readonly addedOn?: LocalDate | undefined;
  readonly labels: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
}

export interface SourceCustomerInfo {
  readonly customerId: SourceId;
  readonly birthday: string;
  readonly companyId: string;
  readonly vatId: string;
  readonly contactPerson: string;
  readonly identityDocument: string;
}

export interface SourceBilling {
  readonly customerId: SourceId;
  readonly enabled: boolean;
  /** The stored balance: above zero is the customer's money, below zero is owed. */
  readonly deposit: Decimal;
  readonly billingDay: number;
  readonly dueDays: number;
  readonly blockingDays: number;
  readonly deactivationDays: number;
  readonly makeInvoices: boolean;
  readonly paymentMethodId?: SourceId | undefined;
  readonly minimumBalance: Decimal;
  readonly subBilling: 'independent' | 'aggregated';
  readonly notify: boolean;
  readonly invoiceName: string;
  readonly invoiceStreet: string;
  readonly invoiceZipCode: string;
  readonly invoiceCity: string;
}

export interface SourceStatusChange {
  readonly id: SourceId;
  readonly customerId: SourceId;
  readonly on: string;
  readonly newStatus: string;
  /** Absent: the system did it. */
  readonly administratorId?: SourceId | undefined;
}

export interface SourceDiscount {
  readonly kind: 'percent' | 'fixed';
  readonly value: Decimal;
  readonly from?: LocalDate | undefined;
  /** Last day. */
  readonly through?: LocalDate | undefined;
  readonly text: string;
}

export interface SourceInternetAccess {
  readonly routerId?: SourceId | undefined;
  readonly login: string;
  readonly password: string;
  readonly ipv4Source: 'router' | 'permanent' | 'pool';
  readonly ipv4: string;
  readonly ipv4Route: string;
  readonly ipv4PoolId?: SourceId | undefined;
  readonly ipv6: string;
  readonly ipv6Delegated: string;
  readonly mac: string;
  /** The circuit id of its line (DHCP option 82), in hexadecimal digits; `*` is any. */
  readonly portId: string;
  /** What the access node says of the far end of the line, from the additional field of that name; `*` is any. */
  readonly remoteId: string;
  readonly sectorId?: SourceId | undefined;
}

export interface SourceService {
  readonly id: SourceId;
  readonly kind: ServiceKind;
  readonly customerId: SourceId;
  /** Tariff, or for a bundle service its bundle. */
  readonly tariffId?: SourceId | undefined;
  readonly parentId?: SourceId | undefined;
  readonly bundleServiceId?: SourceId | undefined;
  readonly status: 'active' | 'stopped' | 'disabled' | 'hidden' | 'pending';
  readonly description: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly startsOn?: LocalDate | undefined;
  /** Last day. */
  readonly endsOn?: LocalDate | undefined;
  readonly discount?: SourceDiscount | undefined;
  readonly access?: SourceInternetAccess | undefined;
  /** The top-up that is bought for it by itself. */
  readonly topUpId?: SourceId | undefined;
  readonly phone: string;
}

export interface SourceAdditionalDiscount {
  readonly id: SourceId;
  readonly serviceKind: ServiceKind;
  readonly serviceId: SourceId;
  readonly enabled: boolean;
  readonly discount: SourceDiscount;
}

export interface SourceRouter {
  readonly id: SourceId;
  readonly title: string;
  readonly model: string;
  readonly locationId?: SourceId | undefined;
  readonly ip: string;
  readonly nasIp: string;
  readonly authorization: string;
  readonly accounting: string;
  /** 1 is MikroTik. */
  readonly nasType: number;
  readonly radiusSecret: string;
  readonly partnerIds: readonly SourceId[];
  readonly poolIds: readonly SourceId[];
}

/** A part of a router whose customers share a capacity; 0 is none. */
export interface SourceSector {
  readonly id: SourceId;
  readonly routerId: SourceId;
  readonly title: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
}

export interface SourceNetwork {
  readonly id: SourceId;
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefixLength: number;
  readonly title: string;
  readonly root: boolean;
  readonly use: 'pool' | 'static' | 'management';
  readonly locationId?: SourceId | undefined;
}

export interface SourceAddress {
  readonly id: SourceId;
  readonly networkId: SourceId;
  readonly ip: string;
  readonly used: boolean;
  readonly customerId?: SourceId | undefined;
  readonly comment: string;
}

export interface SourceCustomField {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly choices: readonly string[];
}

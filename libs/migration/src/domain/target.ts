import type { Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from './source/source-id.js';

/** What is to be written, in our words. References name rows of the source; ids of ours are given when they are applied. */
export interface TargetInvitation {
  readonly sourceId: SourceId;
  readonly name: string;
  /** Absent: nobody can be invited without an address; listed instead. */
  readonly email?: string | undefined;
  readonly role: string;
  readonly partnerId?: SourceId | undefined;
}

export interface TargetTaxRate {
  readonly sourceId: SourceId;
  readonly name: string;
  readonly percent: Decimal;
  readonly archived: boolean;
  readonly parts: readonly { readonly name: string; readonly percent: Decimal; readonly onTopOfPrevious: boolean }[];
}

export interface TargetAccessPolicy {
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly guaranteedDownKbps?: number | undefined;
  readonly guaranteedUpKbps?: number | undefined;
  readonly burst?:
    | {
        readonly downKbps: number;
        readonly upKbps: number;
        readonly thresholdDownKbps: number;
        readonly thresholdUpKbps: number;
        readonly seconds: number;
      }
    | undefined;
  /** RouterOS: 1 is the highest, 8 the lowest. */
  readonly priority: number;
  readonly contention: number;
}

export type PlanKey = `${'internet' | 'voice' | 'recurring' | 'one_time' | 'bundle'}/${string}`;

export interface TargetPlan {
  readonly key: PlanKey;
  readonly kind: 'internet' | 'voice' | 'recurring' | 'one_time' | 'bundle';
  readonly name: string;
  readonly invoiceText: string;
  readonly price: Decimal;
  readonly priceIncludesTax: boolean;
  readonly taxPercent: Decimal;
  readonly taxId?: SourceId | undefined;
  readonly partnerIds: readonly SourceId[];
  readonly archived: boolean;
  readonly policy?: TargetAccessPolicy | undefined;
  readonly bundled: readonly PlanKey[];
  readonly contractMonths?: number | undefined;
}

export interface TargetCustomer {
  readonly sourceId: SourceId;
  /** Shown to people: the number they know from the source. */
  readonly number: string;
  readonly name: string;
  readonly category: 'person' | 'company';
  /** What people decided; that access is closed for debt is the account's standing. */
  readonly lifecycle: 'new' | 'active' | 'inactive';
  /** Absent when it has none, or when an earlier customer has it. */
  readonly login?: string | undefined;
  /** As typed: one or more, separated by commas. What is no address is kept as text and never mailed. */
  readonly email: string;
  readonly billingEmail: string;
  readonly phones: string;
  readonly street: string;
  readonly zipCode: string;
  readonly city: string;
  /** `latitude,longitude` */
  readonly gps?: string | undefined;
  readonly partnerId?: SourceId | undefined;
  readonly locationId?: SourceId | undefined;
  readonly parentId?: SourceId | undefined;
  readonly addedOn?: LocalDate | undefined;
  readonly labels: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
  readonly companyId: string;
  readonly vatId: string;
  readonly contactPerson: string;
  readonly bornOn?: LocalDate | undefined;
  readonly identityDocument: string;
  /** A person blocked this customer: becomes a hold, which no payment lifts. */
  readonly heldByPerson: boolean;
}

export interface TargetAccount {
  readonly customerId: SourceId;
  readonly billingType: 'recurring' | 'prepaid' | 'prepaid_monthly';
  readonly billingEnabled: boolean;
  readonly makesInvoices: boolean;
  readonly billingDay: number;
  readonly dueDays: number;
  /** Days behind the due date; null: never blocked. */
  readonly blockingDays: number | null;
  /** Days behind the block; null: never deactivated. */
  readonly deactivationDays: number | null;
  readonly minimumBalanceMinor: bigint;
  readonly lifecycle: 'new' | 'active' | 'ended';
  /** As the source had it: closed for debt, and for how long. */
  readonly standing: 'good' | 'blocked' | 'inactive';
  readonly standingSince: LocalDate;
  readonly heldByPerson: boolean;
  readonly invoiceAddress?:
    { readonly name: string; readonly street: string; readonly zipCode: string; readonly city: string } | undefined;
}

export interface TargetDiscount {
  /** The service's own; additional ones go before it. */
  readonly main: boolean;
  readonly kind: 'percent' | 'fixed';
  readonly value: Decimal;
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly text: string;
}

export interface TargetAccess {
  readonly login: string;
  readonly password: string;
  readonly macs: readonly string[];
  readonly ipv4?: string | undefined;
  readonly ipv4FromPool: boolean;
  readonly ipv4PoolId?: SourceId | undefined;
  readonly ipv4Routes: readonly string[];
  readonly ipv6?: string | undefined;
  readonly ipv6Delegated?: string | undefined;
  readonly routerId?: SourceId | undefined;
  /** What the access node says of its line: text, or `0x` and hexadecimal digits. */
  readonly circuitId?: string | undefined;
  readonly remoteId?: string | undefined;
  readonly sectorId?: SourceId | undefined;
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
}

export interface TargetService {
  readonly kind: 'internet' | 'voice' | 'recurring' | 'bundle';
  readonly sourceId: SourceId;
  /** The service that deactivation ended and that this paused copy goes on with: the two are one subscription. */
  readonly continuesId?: SourceId | undefined;
  readonly customerId: SourceId;
  readonly plan: PlanKey;
  readonly bundleServiceId?: SourceId | undefined;
  readonly description: string;
  readonly status: 'pending' | 'active' | 'paused' | 'disabled' | 'archived';
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly startsOn: LocalDate;
  /** The last day of service. */
  readonly endsOn?: LocalDate | undefined;
  readonly endedBy?: 'end_date' | 'deactivation' | undefined;
  /** The first day that is charged here. */
  readonly chargedFrom: LocalDate;
  readonly pausedOn?: LocalDate | undefined;
  readonly discounts: readonly TargetDiscount[];
  readonly phone?: string | undefined;
  readonly access?: TargetAccess | undefined;
}

export interface TargetCustomField {
  readonly sourceName: string;
  readonly name: string;
  readonly title: string;
  readonly type: 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'choice';
  readonly options: readonly string[];
  readonly required: boolean;
}

export interface TargetPaymentMethod {
  readonly sourceId: SourceId;
  readonly name: string;
  readonly ledgerAccount: 'cash' | 'bank' | 'gateway_clearing';
  readonly active: boolean;
}

export interface TargetRouter {
  readonly sourceId: SourceId;
  readonly name: string;
  readonly vendor: 'mikrotik' | 'standard';
  readonly model: string;
  readonly address?: string | undefined;
  readonly sources: readonly string[];
  readonly accessMethod: 'radius' | 'ppp_secrets' | 'dhcp_leases' | 'hotspot_users' | 'ip_mac_filter' | 'none';
  readonly radiusSecret?: string | undefined;
  readonly partnerId?: SourceId | undefined;
  readonly locationId?: SourceId | undefined;
}

export interface TargetSector {
  readonly sourceId: SourceId;
  readonly routerId: SourceId;
  readonly name: string;
  readonly downloadKbps?: number | undefined;
  readonly uploadKbps?: number | undefined;
}

export interface TargetAddressPool {
  readonly sourceId: SourceId;
  readonly family: 4 | 6;
  readonly name: string;
  readonly prefix: string;
  readonly kind: 'static' | 'pool' | 'management' | 'root';
  readonly locationId?: SourceId | undefined;
}

import {
  BarChart,
  BytesText,
  Button,
  ButtonLink,
  CodeText,
  Columns,
  DateRangeText,
  DateText,
  DateTimeText,
  EntityLink,
  FamilyTag,
  Figure,
  IconButton,
  ActionMenu,
  MacText,
  Meter,
  Money,
  Page,
  RateText,
  RelativeTime,
  Row,
  Section,
  SimpleTable,
  Spark,
  SpeedText,
  StatusTag,
  TimeChart,
  useFormat,
} from '../src/index';
import { Pencil, Plus } from 'lucide-react';
import { statusKinds, statusMap } from '../src/status/status-map';
import { StatusTag as AnyTag } from '../src/status/status-tag';
import { StoryFrame } from './story-frame';

const start = Date.parse('2026-11-20T00:00:00Z');
const times = Array.from({ length: 288 }, (_, at) => new Date(start + at * 300_000).toISOString());
const down = times.map((_, at) => (at > 120 && at < 134 ? null : 40_000 + 35_000 * Math.sin(at / 28) ** 2));
const up = times.map((_, at) => (at > 120 && at < 134 ? null : 6_000 + 5_000 * Math.cos(at / 19) ** 2));

export function ValuesStory() {
  const format = useFormat();
  return (
    <StoryFrame>
      <Page title="Values, statuses, charts, verbs" description="Everything that shows a figure or a word.">
        <Columns min="sm">
          <Figure
            label="Monthly recurring"
            value={<Money value={{ amount: '121906.50', currency: 'EUR' }} />}
            hint="+2.9 % against October"
            chart={<Spark label="Rising over 12 months" values={[3, 4, 4, 5, 7, 6, null, 8, 9, 9, 11, 12]} />}
          />
          <Figure label="Active customers" value="3,424" hint="+22 this month" />
          <Figure
            label="Overdue"
            value={<Money value={{ amount: '-4890.00', currency: 'EUR' }} tone="bad" />}
            hint="77 customers"
          />
          <Figure label="Online now" value="3,102" hint="of 3,424" />
        </Columns>
        <Columns>
          <Section title="Values">
            <SimpleTable
              label="Values"
              rowId={(row) => row.id}
              columns={[
                { id: 'what', header: 'What', cell: (row) => row.what },
                { id: 'shown', header: 'Shown', align: 'end', cell: (row) => row.shown },
              ]}
              rows={[
                { id: '1', what: 'Money', shown: <Money value={{ amount: '9007199254740993.27', currency: 'USD' }} /> },
                { id: '2', what: 'Credit', shown: <Money value={{ amount: '-8.71', currency: 'EUR' }} creditWord /> },
                {
                  id: '3',
                  what: 'Signed',
                  shown: <Money value={{ amount: '8.71', currency: 'EUR' }} signed tone="good" />,
                },
                {
                  id: '4',
                  what: 'Yen, dinar',
                  shown: (
                    <>
                      <Money value={{ amount: '1500', currency: 'JPY' }} />{' '}
                      <Money value={{ amount: '1.5', currency: 'KWD' }} />
                    </>
                  ),
                },
                { id: '5', what: 'Day', shown: <DateText value="2026-11-25" /> },
                {
                  id: '6',
                  what: 'Period',
                  shown: <DateRangeText value={{ from: '2026-10-01', until: '2026-11-01' }} />,
                },
                { id: '7', what: 'Instant', shown: <DateTimeText value="2026-11-21T09:14:00Z" /> },
                { id: '8', what: 'Relative', shown: <RelativeTime value="2026-11-21T08:48:00Z" /> },
                {
                  id: '9',
                  what: 'Bytes, rate',
                  shown: (
                    <>
                      <BytesText value="734003200000" /> · <RateText kbps={100_000} />
                    </>
                  ),
                },
                { id: '10', what: 'Speed', shown: <SpeedText downKbps={500_000} upKbps={250_000} /> },
                {
                  id: '11',
                  what: 'Addresses',
                  shown: (
                    <>
                      <CodeText value="10.2.33.190" /> <MacText value="aa:bb:cc:dd:ee:0f" />
                    </>
                  ),
                },
                {
                  id: '12',
                  what: 'Record',
                  shown: (
                    <EntityLink href="/record" number="#10412">
                      Ana Ruiz
                    </EntityLink>
                  ),
                },
                { id: '13', what: 'Nothing', shown: <Money value={null} /> },
              ]}
            />
          </Section>
          <Section title="Verbs">
            <Row>
              <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />}>
                Add service
              </Button>
              <Button shortcut="P">Take payment</Button>
              <Button tone="quiet">Message</Button>
              <Button tone="danger">Suspend 77 lines</Button>
              <Button busy>Saving</Button>
              <Button tone="primary" busy>
                Issuing
              </Button>
              <Button refusal="The customer is not active">Change plan</Button>
              <Button tone="primary" refusal="Wait for the figures">
                Apply
              </Button>
              <Button size="small">Small</Button>
              <Button size="large" tone="primary">
                Pay 48.90
              </Button>
              <ButtonLink href="/record">Open record</ButtonLink>
              <IconButton label="Edit" icon={<Pencil size={16} aria-hidden="true" />} />
              <ActionMenu
                label="More"
                text="More"
                actions={[
                  { id: 'pause', label: 'Pause', onSelect: () => undefined },
                  {
                    id: 'grace',
                    label: 'Grace until…',
                    onSelect: () => undefined,
                    refusal: 'Only for blocked customers',
                  },
                  { id: 'end', label: 'End service', danger: true, onSelect: () => undefined },
                ]}
              />
            </Row>
          </Section>
        </Columns>
        <Section title="Status tags">
          <Row gap="md">
            {statusKinds().map((kind) =>
              Object.keys(statusMap[kind])
                .slice(0, 6)
                .map((value) => <AnyTag key={`${kind}${value}`} kind={kind} value={value as never} />),
            )}
          </Row>
          <Row gap="md">
            <StatusTag kind="customer" value="BLOCKED" quiet />
            <StatusTag kind="customer" value="ACTIVE" quiet />
            <StatusTag kind="invoice" value="OVERDUE" detail="6 d" />
            <FamilyTag family="attention">Due in 4 d</FamilyTag>
          </Row>
        </Section>
        <Columns>
          <Section title="Bars and meters">
            <BarChart
              title="61+ days hold most of what is owed"
              categoryLabel="Age"
              valueLabel="Owed"
              source="Ledger, 21 Nov 2026, 09:14"
              bars={[
                { id: '0', label: 'Not due', value: 12, text: '12,000.00' },
                { id: '1', label: '1–30 days', value: 8, text: '8,100.50' },
                { id: '2', label: '31–60', value: 3, text: '3,020.00' },
                { id: '3', label: '61–90', value: 0, text: '0.00' },
                { id: '4', label: '90+', value: 21, text: '21,377.12' },
              ]}
            />
            <Meter
              showLabel
              label="Allowance"
              value={412}
              max={500}
              warnAt={0.8}
              text="412 of 500 GB, resets on 1 Dec"
            />
            <Meter showLabel label="Pool 10.2.32.0/22" value={310} max={1022} />
          </Section>
          <Section title="Traffic">
            <TimeChart
              title="Evening peak of 75 Mbps, one gap at noon"
              times={times}
              formatValue={format.rate}
              source="Session accounting, every 5 minutes"
              series={[
                { id: 'down', label: 'Download', values: down },
                { id: 'up', label: 'Upload', values: up },
              ]}
            />
          </Section>
        </Columns>
      </Page>
    </StoryFrame>
  );
}

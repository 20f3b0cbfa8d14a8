import type { PaperKind } from './paper-data.js';

/** Who a paper is from and who it is for, side by side. */
function parties(label: 'to' | 'received_from', reader: 'customer' | 'partner' = 'customer'): string {
  const lines = (who: string): string => `
      {%- if ${who}.street %}<p>{{ ${who}.street }}</p>{% endif %}
      {%- if ${who}.city or ${who}.zip %}<p>{{ ${who}.zip }} {{ ${who}.city }}</p>{% endif %}
      {%- if ${who}.country %}<p>{{ ${who}.country }}</p>{% endif %}
      {%- if ${who}.company_number %}<p>{{ 'company_number' | t }} {{ ${who}.company_number }}</p>{% endif %}
      {%- if ${who}.vat_id %}<p>{{ 'vat_id' | t }} {{ ${who}.vat_id }}</p>{% endif %}`;
  return `  <columns>
    <column>
      <p look="small" muted="yes">{{ 'from' | t }}</p>
      <p look="strong">{{ seller.name }}</p>${lines('seller')}
      {%- if seller.email %}<p>{{ seller.email }}</p>{% endif %}
      {%- if seller.phone %}<p>{{ seller.phone }}</p>{% endif %}
      {%- if seller.website %}<p>{{ seller.website }}</p>{% endif %}
    </column>
    <column>
      <p look="small" muted="yes">{{ '${label}' | t }}</p>
      <p look="strong">{{ ${reader}.name }}</p>${lines(reader)}
    </column>
  </columns>`;
}

function paper(kind: PaperKind, body: string): string {
  return `<paper title="{{ '${kind}' | t }} {{ document.number }}" author="{{ seller.name }}">
  <logo height="44"/>
  <h1>{{ '${kind}' | t }} {{ document.number }}</h1>
${body}
  <footer>{{ '${kind}' | t }} {{ document.number }} · {{ 'page' | t }} {page}/{pages}</footer>
</paper>
`;
}

const CHARGES = `  <table>
    <col width="41">{{ 'description' | t }}</col>
    <col width="13" align="right">{{ 'quantity' | t }}</col>
    <col width="16" align="right">{{ 'unit_price' | t }}</col>
    <col width="10" align="right">{{ 'tax' | t }}</col>
    <col width="23" align="right">{{ 'net' | t }} ({{ document.currency }})</col>
    {%- for line in lines %}
    <row>
      <cell>{{ line.description }}
        {%- if line.from %}
        {{ line.from | day }}{% if line.through != line.from %} – {{ line.through | day }}{% endif %}
        {%- endif %}</cell>
      <cell>{{ line.quantity | quantity }} {{ line.unit }}</cell>
      <cell>{{ line.unit_price | price: document.currency }}
        {%- if line.tax_included %}
        {{ 'incl_tax' | t }}
        {%- endif %}</cell>
      <cell>{% if line.taxed %}{{ line.tax_percent | percent }}{% else %}–{% endif %}</cell>
      <cell>{{ line.net | amount: document.currency }}</cell>
    </row>
    {%- endfor %}
  </table>
`;

function chargesPaper(kind: 'invoice' | 'proforma' | 'credit_note'): string {
  const isCredit = kind === 'credit_note';
  const note = kind === 'proforma' ? `\n  <p>{{ 'proforma_note' | t }}</p>` : '';
  const pay = isCredit
    ? ''
    : `
  {%- if seller.bank_account %}
  <p>{{ 'pay_to' | t }} {{ seller.bank_name }} {{ seller.bank_account }}, {{ 'reference' | t }} {{ document.number }}.</p>
  {%- endif %}`;
  return paper(
    kind,
    `${parties('to')}
  <facts>
    <fact label="{{ 'issued_on' | t }}">{{ document.issued_on | day }}</fact>
    {%- if document.due_on %}
    <fact label="{{ 'due_on' | t }}">{{ document.due_on | day }}</fact>
    {%- endif %}
    {%- if document.period_from %}
    <fact label="{{ 'period' | t }}">{{ document.period_from | day }} – {{ document.period_through | day }}</fact>
    {%- endif %}
    {%- if document.corrects_number %}
    <fact label="{{ 'for_invoice' | t }}">{{ document.corrects_number }}</fact>
    {%- endif %}
    <fact label="{{ 'customer_number' | t }}">{{ customer.number }}</fact>
  </facts>
${CHARGES}  <totals>
    <total label="{{ 'net' | t }}">{{ document.net | money: document.currency }}</total>
    {%- for tax in taxes %}
    {%- if tax.taxed %}
    <total label="{{ 'tax' | t }} {{ tax.percent | percent }} {{ 'of' | t }} {{ tax.net | money: document.currency }}">{{ tax.tax | money: document.currency }}</total>
    {%- elsif taxes.size > 1 %}
    <total label="{{ 'not_taxed' | t }}">{{ tax.net | money: document.currency }}</total>
    {%- endif %}
    {%- endfor %}
    <total label="{{ '${isCredit ? 'total_credited' : 'total'}' | t }}" strong="yes">{{ document.gross | money: document.currency }}</total>
  </totals>${note}
  {%- for said in tax_notes %}
  <p>{{ said }}</p>
  {%- endfor %}
  {%- if document.note != '' %}
  <p>{{ document.note }}</p>
  {%- endif %}${pay}`,
  );
}

const RECEIPT = paper(
  'receipt',
  `${parties('received_from')}
  <facts>
    <fact label="{{ 'date' | t }}">{{ document.received_on | day }}</fact>
    <fact label="{{ 'customer_number' | t }}">{{ customer.number }}</fact>
  </facts>
  <table>
    <col width="3">{{ 'paid_by' | t }}</col>
    <col width="1" align="right">{{ 'amount' | t }} ({{ document.currency }})</col>
    <row><cell>{{ document.method }}</cell><cell>{{ document.amount | amount: document.currency }}</cell></row>
  </table>
  <totals>
    <total label="{{ 'received' | t }}" strong="yes">{{ document.amount | money: document.currency }}</total>
  </totals>`,
);

const DEPOSIT = paper(
  'deposit',
  `${parties('to')}
  <facts>
    <fact label="{{ 'date' | t }}">{{ document.on | day }}</fact>
    <fact label="{{ 'customer_number' | t }}">{{ customer.number }}</fact>
  </facts>
  <table>
    <col width="3">{{ 'description' | t }}</col>
    <col width="2">{{ 'paid_by' | t }}</col>
    <col width="2" align="right">{{ 'amount' | t }} ({{ document.currency }})</col>
    <row>
      <cell>{% if document.step == 'taken' %}{{ 'deposit_taken' | t }}{% else %}{{ 'deposit_given_back' | t }}{% endif %}
        {%- if document.note != '' %}
        {{ document.note }}
        {%- endif %}</cell>
      <cell>{{ document.method }}</cell>
      <cell>{{ document.amount | amount: document.currency }}</cell>
    </row>
  </table>
  <totals>
    <total label="{% if document.step == 'taken' %}{{ 'deposit_taken' | t }}{% else %}{{ 'deposit_given_back' | t }}{% endif %}" strong="yes">{{ document.amount | money: document.currency }}</total>
  </totals>
  <p>{{ 'deposit_note' | t }}</p>`,
);

const STATEMENT = paper(
  'statement',
  `${parties('to')}
  <facts>
    <fact label="{{ 'period' | t }}">{{ document.from | day }} – {{ document.through | day }}</fact>
    <fact label="{{ 'date' | t }}">{{ document.made_on | day }}</fact>
    <fact label="{{ 'customer_number' | t }}">{{ customer.number }}</fact>
    <fact label="{{ 'opening' | t }}">{{ document.opening | money: document.currency }}</fact>
  </facts>
  <table>
    <col width="18">{{ 'date' | t }}</col>
    <col width="40">{{ 'description' | t }}</col>
    <col width="14" align="right">{{ 'debit' | t }}</col>
    <col width="14" align="right">{{ 'credit' | t }}</col>
    <col width="14" align="right">{{ 'owed' | t }}</col>
    {%- for entry in entries %}
    <row>
      <cell>{{ entry.on | day }}</cell>
      <cell>{{ entry.text }}</cell>
      <cell>{% if entry.debit %}{{ entry.debit | amount: document.currency }}{% endif %}</cell>
      <cell>{% if entry.credit %}{{ entry.credit | amount: document.currency }}{% endif %}</cell>
      <cell>{{ entry.owed | amount: document.currency }}</cell>
    </row>
    {%- endfor %}
  </table>
  <totals>
    <total label="{{ 'debit' | t }}">{{ document.charged | money: document.currency }}</total>
    <total label="{{ 'credit' | t }}">{{ document.credited | money: document.currency }}</total>
    <total label="{{ 'closing' | t }}" strong="yes">{{ document.closing | money: document.currency }}</total>
  </totals>`,
);

const SETTLEMENT = paper(
  'reseller_settlement',
  `${parties('to', 'partner')}
  <facts>
    <fact label="{{ 'period' | t }}">{{ document.from | day }} – {{ document.through | day }}</fact>
    <fact label="{{ 'date' | t }}">{{ document.settled_on | day }}</fact>
  </facts>
  <table>
    <col width="40">{{ 'customer' | t }}</col>
    <col width="15" align="right">{{ 'gross' | t }}</col>
    <col width="13" align="right">{{ 'tax' | t }}</col>
    <col width="17" align="right">{{ 'shared' | t }}</col>
    <col width="15" align="right">{{ 'share' | t }} ({{ document.currency }})</col>
    {%- for customer in customers %}
    <row>
      <cell>{{ customer.name }} ({{ customer.number }})
        {{ customer.documents | join: ', ' }}</cell>
      <cell>{{ customer.gross | amount: document.currency }}</cell>
      <cell>{{ customer.tax | amount: document.currency }}</cell>
      <cell>{{ customer.base | amount: document.currency }}</cell>
      <cell>{{ customer.share | amount: document.currency }}</cell>
    </row>
    {%- endfor %}
  </table>
  <totals>
    <total label="{{ 'gross' | t }}">{{ document.gross | money: document.currency }}</total>
    <total label="{{ 'tax' | t }}">{{ document.tax | money: document.currency }}</total>
    {%- if document.has_not_shared %}
    <total label="{{ 'not_shared' | t }}">{{ document.not_shared | money: document.currency }}</total>
    {%- endif %}
    <total label="{{ 'shared' | t }}">{{ document.base | money: document.currency }}</total>
    {%- for term in terms %}
    <total label="{{ term.percent | percent }} {% if term.basis == 'collected' %}{{ 'of_collected' | t }}{% else %}{{ 'of_invoiced' | t }}{% endif %}, {{ term.base | money: document.currency }}">{{ term.share | money: document.currency }}</total>
    {%- endfor %}
    <total label="{% if document.is_owed_back %}{{ 'owed_back' | t }}{% else %}{{ 'your_share' | t }}{% endif %}" strong="yes">{{ document.share | money: document.currency }}</total>
  </totals>`,
);

/** What papers look like before anybody writes a template. They speak every language that there are texts of. */
export const DEFAULT_TEMPLATES: Readonly<Record<PaperKind, string>> = {
  invoice: chargesPaper('invoice'),
  proforma: chargesPaper('proforma'),
  credit_note: chargesPaper('credit_note'),
  receipt: RECEIPT,
  deposit: DEPOSIT,
  statement: STATEMENT,
  reseller_settlement: SETTLEMENT,
};

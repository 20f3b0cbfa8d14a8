import { NestFactory } from '@nestjs/core';
import { seedRoles } from '@demarc/identity';
import { installJobs, JobRegistry, queueOptions } from '@demarc/jobs';
import { Database, EVERYTHING, migrate } from '@demarc/persistence';
import { allMigrations } from '../all-migrations.js';
import { AppModule } from '../app.module.js';
import type { CliCommand } from './command.js';

/** Brings schemas, job queues and shipped roles up to date, as the owner of the schemas. */
export const migrateCommand: CliCommand = {
  name: 'migrate',
  sentence: 'Bring the database up to date.',
  async run(_args, settings) {
    const ownerUrl = settings.databaseUrl;
    if (ownerUrl === undefined) throw new Error('DATABASE_URL is needed: the address of the owner of the schemas');
    const { applied } = await migrate(ownerUrl, allMigrations);
    for (const name of applied) process.stderr.write(`applied ${name}\n`);
    const app = await NestFactory.createApplicationContext(AppModule.forRole('cli', settings), { logger: ['error', 'fatal'] });
    try {
      const queues = app.get(JobRegistry).all().map((job) => ({ name: job.name, options: queueOptions(job) }));
      await installJobs(ownerUrl, queues);
      await app.get(Database).write(EVERYTHING, ({ sql }) => seedRoles(sql));
    } finally {
      await app.close();
    }
    process.stdout.write(`${applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`}\n`);
    return 0;
  },
};

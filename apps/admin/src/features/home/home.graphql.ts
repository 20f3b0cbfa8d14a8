import { graphql } from '@demarc/web-api';

export const HomeSupportDocument = graphql(`
  query HomeSupport {
    homeSupport {
      addedThisWeek
      unconnected
      blocked
      held
      online
      recent {
        id
        number
        name
        status
        at
      }
      recentlyBlocked {
        id
        number
        name
        status
        at
      }
    }
  }
`);

export const HomeFinanceDocument = graphql(`
  query HomeFinance {
    homeFinance {
      collectedThisMonth
      collectedLastMonth
      dueToday {
        amount
        currency
      }
      dueTodaySettled {
        amount
        currency
      }
      receivedToday {
        amount
        currency
      }
      receivedThisMonth {
        amount
        currency
      }
      issuedThisMonth {
        amount
        currency
      }
      open {
        amount
        currency
      }
      overdue {
        amount
        currency
      }
      unallocated {
        amount
        currency
      }
      ageing {
        fromDays
        toDays
        invoices
        amount {
          amount
          currency
        }
      }
      runsWaiting
      suspensionsWaiting
    }
  }
`);

export const HomeNetworkDocument = graphql(`
  query HomeNetwork {
    homeNetwork {
      online
      rejectsLastHour
      rejectsByCode {
        name
        count
      }
      routers
      silentRouters {
        id
        name
        lastSeenAt
        sessions
      }
      lagging
      unanswered
    }
  }
`);

export const HomeManagerDocument = graphql(`
  query HomeManager {
    homeManager {
      customers {
        new
        active
        blocked
        inactive
      }
      activeServices
      addedThisMonth
      lostThisMonth
      growth {
        month
        won
        lost
        churnPercent
        collectedPercent
        recurring {
          amount
          currency
        }
        arpu {
          amount
          currency
        }
        moves {
          kind
          amount {
            amount
            currency
          }
        }
      }
      months {
        month
        issued {
          amount
          currency
        }
        received {
          amount
          currency
        }
      }
    }
  }
`);

export const HomeAdministratorDocument = graphql(`
  query HomeAdministrator {
    homeAdministrator {
      jobsWaiting
      jobsRunning
      failedJobs {
        name
        count
      }
      refusalsToday {
        name
        count
      }
      messagesUnsent
      messagesFailed
      activeStaff
    }
  }
`);

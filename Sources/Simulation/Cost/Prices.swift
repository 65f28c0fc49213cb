/// List prices in US dollars, us-east-1, as of the sources named.
package struct Prices: Sendable, Hashable, Codable {
    /// Fargate, Linux on x86, per vCPU-hour and GB-hour (cloudburn.io, wring.co, March 2026).
    package var processorHour = 0.04048
    package var gigabyteHour = 0.004445
    /// Fargate, Linux on ARM (vantage.sh, March 2026).
    package var armProcessorHour = 0.03238
    package var armGigabyteHour = 0.00356
    /// What a Spot task costs as a share of the price; AWS says up to 70 % off.
    package var spotShare = 0.3
    /// SQS standard, per request to 100 billion a month (cloudburn.io, March 2026).
    package var queueRequest = 0.40e-6
    /// API Gateway REST, per request to 333 million a month (AWS whitepaper on private REST APIs).
    package var apiRequest = 3.50e-6
    /// S3 Standard: PUT, COPY, POST, LIST, and GET.
    package var objectPut = 0.005e-3
    package var objectGet = 0.0004e-3
    /// A standard-resolution alarm metric per month of 730 hours; math alarms cost one for each metric they use.
    package var alarmMonth = 0.10
    /// A custom metric per month (signoz.io, February 2026): Container Insights' running task count is one.
    package var metricMonth = 0.30
    /// Log ingestion per GB (factualminds, June 2026).
    package var logGigabyte = 0.50
    /// A NAT gateway per hour, and per GB through it.
    package var natHour = 0.045
    package var natGigabyte = 0.045
    /// A public IPv4 address per hour.
    package var addressHour = 0.005
    /// Lambda per GB-second on x86 and ARM, and per request (AWS price page, first tier).
    package var lambdaGigabyteSecond = 0.0000166667
    package var lambdaARMGigabyteSecond = 0.0000133334
    package var lambdaRequest = 0.20e-6

    /// The list.
    package init() {}

    /// A task's price per hour.
    package func taskHour(_ size: TaskSize, isSpot: Bool) -> Double {
        let (processor, gigabyte) =
            size.isARM ? (armProcessorHour, armGigabyteHour) : (processorHour, gigabyteHour)
        let price = processor * size.cpu + gigabyte * size.gigabytes
        return isSpot ? price * spotShare : price
    }
}

/// How much of the other services a job uses; assumptions, each a number one can change.
package struct UsageRules: Sendable, Hashable, Codable {
    /// Requests to the intake API for each job: one to submit, one that reads the result.
    package var apiRequestsPerJob = 2.0
    /// Objects written for each job: input, status three times, result, log.
    package var putsPerJob = 6.0
    /// Objects read for each job: input, status twice, result.
    package var getsPerJob = 4.0
    /// Log bytes of each attempt.
    package var logBytesPerAttempt = 10_000.0
    /// How long an idle worker's receive waits; 20 s is the most.
    package var receiveWait: Duration = .seconds(20)
    /// NAT gateways; none with public subnets.
    package var natGateways = 0
    /// Whether each task has a public address, as in public subnets.
    package var hasPublicAddresses = true
    /// The task of the policy `direct`'s own loop: a quarter vCPU and half a GB.
    package var scalerSize = TaskSize(cpu: 0.25, memory: 0.5 * 1_073_741_824)

    /// The defaults of Sluice's templates.
    package init() {}
}

/// The files that are the same in every language, but for a word here and there.
extension Scaffold {
    var manifest: String {
        """
        # The whole system in one file. All keys: sluice config --keys. Try a change before it costs: sluice simulate, sluice lint.
        name: \(name)

        job:
          command: [\(interpreter), \(jobFile)]
          duration: 5s            # about how long one takes; predictions and time limits begin from it

        task: {cpu: 0.25, memory: 512MiB}

        scaling: {min: 0, max: 4}

        # Deploys each commit; the parts of deploy/ are for it.
        # pipeline: {source: codecommit, repository: \(name), branch: main}

        """
    }

    var dockerfile: String {
        """
        # Sluice's image with the job on top. REPOSITORY is the project's repository when the pipeline builds.
        ARG REPOSITORY=sluice
        FROM ${REPOSITORY}:sluice-\(Sluice.version)

        \(packages)COPY \(jobFile) /app/

        """
    }

    static let dockerignore = """
        # Nothing of these belongs into an image, least of all the keys in .sluice.
        .sluice/
        .git/
        templates/
        .venv/
        __pycache__/

        """

    static let gitignore = """
        # State and keys of `sluice up`.
        .sluice/
        templates/
        .venv/
        __pycache__/

        """

    var readme: String {
        """
        # \(name)

        `\(jobFile)` is run once for each job; `sluice.yaml` says on what and on how many.

        ```sh
        sluice up                             # the whole system on this machine; leave it running
        \(firstJob)       # in another terminal
        sluice simulate --burst 100           # how long a hundred at once would wait on AWS, and what they cost
        sluice lint                           # settings that will cost time, money or work
        sluice deploy --plan                  # what would be made on AWS, and its price; needs no account
        sluice deploy
        sluice submit --stack \(name) README.md --watch
        ```

        A job finds its input at `$SLUICE_INPUT`, its parameters as JSON in `$SLUICE_PARAMETERS`, leaves its results in the folder
        `$SLUICE_OUTPUT`, and may append lines such as `0.5 half done` to `$SLUICE_PROGRESS`. It ends with code 0 when it succeeded, 3 when
        it must never be tried again, 4 when it should be tried later.

        """
    }
}

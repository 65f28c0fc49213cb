/// The job itself: counts lines, words and bytes of its input, and shows each part of the contract once.
extension Scaffold {
    var interpreter: String {
        switch language {
        case .python: "python3"
        case .shell: "sh"
        }
    }

    var jobFile: String {
        switch language {
        case .python: "job.py"
        case .shell: "job.sh"
        }
    }

    /// What the image needs beyond Sluice's own.
    var packages: String {
        switch language {
        case .python:
            """
            USER 0
            RUN apt-get update \\
                && apt-get install --yes --no-install-recommends python3 \\
                && rm -rf /var/lib/apt/lists/*
            USER 10001:10001

            """
        case .shell: ""
        }
    }

    var job: String {
        switch language {
        case .python: Self.pythonJob
        case .shell: Self.shellJob
        }
    }

    private static let pythonJob = """
        \"\"\"Counts lines, words and bytes of the input. Put the real work in place of count().\"\"\"
        import json
        import os
        import sys


        def progress(fraction, message):
            \"\"\"Says how far the job is; the last line is shown by `sluice status`.\"\"\"
            with open(os.environ["SLUICE_PROGRESS"], "a", encoding="utf-8") as file:
                file.write(f"{fraction:.2f} {message}\\n")


        def count(source, parameters):
            lines = words = size = 0
            with open(source, "rb") as file:
                for line in file:
                    lines, words, size = lines + 1, words + len(line.split()), size + len(line)
            return {"lines": lines, "words": words, "bytes": size, "parameters": parameters}


        def main():
            source = os.environ.get("SLUICE_INPUT")
            if source is None:
                print("this job needs an input", file=sys.stderr)
                return 3  # never try again
            progress(0.1, "reading")
            result = count(source, json.loads(os.environ["SLUICE_PARAMETERS"]))
            with open(os.path.join(os.environ["SLUICE_OUTPUT"], "result.json"), "w", encoding="utf-8") as file:
                json.dump(result, file, indent=2)
            print(f"{result['words']} words in {result['lines']} lines")
            return 0


        sys.exit(main())

        """

    private static let shellJob = """
        #!/bin/sh
        # Counts lines, words and bytes of the input. Put the real work in place of wc.
        set -eu

        if [ -z "${SLUICE_INPUT:-}" ]; then
            echo "this job needs an input" >&2
            exit 3 # never try again
        fi
        echo "0.1 reading" >>"$SLUICE_PROGRESS"
        wc <"$SLUICE_INPUT" >"$SLUICE_OUTPUT/result.txt"
        echo "parameters: $SLUICE_PARAMETERS"
        cat "$SLUICE_OUTPUT/result.txt"

        """
}

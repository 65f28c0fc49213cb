import SluiceCommands

/// The executable: it only starts the command.
@main
enum SluiceMain {
    static func main() async {
        await Sluice.start()
    }
}

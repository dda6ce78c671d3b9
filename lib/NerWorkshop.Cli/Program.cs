Console.WriteLine("ner");
